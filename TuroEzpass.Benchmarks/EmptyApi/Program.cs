// The yardstick of the load checks: one empty endpoint in a separate program.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/empty", () => Results.Ok());
app.Run();
