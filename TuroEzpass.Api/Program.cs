using TuroEzpass.Api;
using TuroEzpass.Api.Access;

await using var app = ApiHost.Build(args);
await app.Services.GetRequiredService<SetUp>().PrintLinkAsync(Console.Out);
await app.RunAsync();
