using TuroEzpass.Scraper;

await using var app = ScraperHost.Build(args);
await app.RunAsync();
