using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Tests.Web;

/// <summary>Money, dates and days as users read them.</summary>
public sealed class WritingTests
{
    [Theory]
    [InlineData(null, 123456789, "$1,234,567.89")]
    [InlineData("en-US,en;q=0.9", -5, "−$0.05")]
    [InlineData("de-DE,de;q=0.9,en;q=0.8", 123456, "1.234,56\u00a0$")]
    [InlineData("xx,fr;q=0.5", 123456, "1\u202f234,56\u00a0$")]
    [InlineData("en;q=0.1,de;q=0.9", 100, "1,00\u00a0$")]
    [InlineData("nonsense;;q=;,", long.MinValue, "−$92,233,720,368,547,758.08")]
    public void Money_is_written_as_the_browser_does_and_exact_to_the_cent(string? languages, long cents, string written) =>
        Assert.Equal(written, Locale.Of(languages).Money(new MoneyAmount(cents)));

    [Theory]
    [InlineData("en-US", "Mar 5, 2026", "2:07\u00a0PM")]
    [InlineData("en-GB", "5 Mar 2026", "14:07")]
    [InlineData("sv", "2026-03-05", "14:07")]
    public void Dates_are_written_as_the_browser_does(string language, string date, string time)
    {
        var locale = Locale.Of(language);
        Assert.Equal(date, locale.Date(new LocalDate(2026, 3, 5)));
        Assert.Equal(time, locale.Time(new LocalTime(14, 7)));
    }

    [Fact]
    public void A_toll_keeps_the_clock_of_its_place_and_an_instant_is_shown_in_the_owners_zone()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        Assert.Equal(new LocalTime(8, 0), Moments.Read("2026-03-05T08:00:00-08:00", zone)?.Time);
        Assert.Equal(new LocalDate(2026, 3, 4), Moments.Read("2026-03-05T01:00:00Z", zone)?.Day);
        Assert.Null(Moments.Read("2026-03-05", zone)?.Time);
        Assert.Null(Moments.Read("yesterday", zone));
    }

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-1, "1 minute ago")]
    [InlineData(180, "in 3 hours")]
    [InlineData(-2880, "2 days ago")]
    public void Recent_times_are_shown_in_words(int minutes, string told) =>
        Assert.Equal(told, Moments.Relative(Instant.FromUnixTimeSeconds(0) + Duration.FromMinutes(minutes), Instant.FromUnixTimeSeconds(0)));

    [Fact]
    public void Every_outcome_and_state_has_a_label()
    {
        Assert.Equal(Enum.GetNames<TuroEzpass.Core.Matching.Outcome>().Order(), Words.Outcomes.Keys.Order());
        Assert.Equal(Enum.GetValues<ClaimState>(), Words.Claims.Keys.Order());
    }

    [Theory]
    [InlineData("/claims?state=Sent", true)]
    [InlineData("/", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("claims", false)]
    [InlineData("//host", false)]
    [InlineData("/\\host", false)]
    [InlineData("/\n/host", false)]
    public void Only_local_return_addresses_are_accepted(string? url, bool isLocal) => Assert.Equal(isLocal, ReturnUrls.IsLocal(url));
}
