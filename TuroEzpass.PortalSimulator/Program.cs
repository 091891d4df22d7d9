using TuroEzpass.PortalSimulator;

await using var app = SimulatorHost.Build(args);
await app.RunAsync();
