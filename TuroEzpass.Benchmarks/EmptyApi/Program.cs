// The yardstick of the load checks: one endpoint that does nothing, in a program of its own.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/empty", () => Results.Ok());
app.Run();
