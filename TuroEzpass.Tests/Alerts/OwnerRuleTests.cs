using NodaTime;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;

namespace TuroEzpass.Tests.Alerts;

/// <summary>The findings of owner rules, from stored data.</summary>
public sealed class OwnerRuleTests
{
    private static readonly LocalDate Today = new(2026, 4, 1);

    [Theory]
    [InlineData("2026-04-16", null)]
    [InlineData("2026-04-15", "claims-due-14")]
    [InlineData("2026-04-09", "claims-due-14")]
    [InlineData("2026-04-08", "claims-due-7")]
    [InlineData("2026-04-04", "claims-due-7")]
    [InlineData("2026-04-03", "claims-due-2")]
    [InlineData("2026-04-01", "claims-due-2")]
    [InlineData("2026-03-31", null)]
    [InlineData("0000-00-00", null)]
    public void Claims_are_reported_two_weeks_one_week_and_two_days_before_the_deadline(string fileBy, string? rule)
    {
        var found = Find(new OwnerFacts { Today = Today, Unsent = new Dictionary<string, (int, long)> { [fileBy] = (3, 4310) } });
        Assert.Equal(rule is null ? [] : [rule], found.Select(finding => finding.Rule.Id));
    }

    [Fact]
    public void Claims_of_one_day_are_one_message_with_their_number_and_sum()
    {
        var finding = Assert.Single(Find(new OwnerFacts { Today = Today, Unsent = new Dictionary<string, (int, long)> { ["2026-04-10"] = (3, 4310) } }));
        Assert.Equal("3 claims must be filed by Friday, April 10", finding.Title);
        Assert.Equal("$43.10 in total. 9 days are left to file them in the Turo app.", finding.Detail);
    }

    [Fact]
    public void An_unassigned_tag_is_reported_by_its_last_digits_only()
    {
        var finding = Assert.Single(Find(new OwnerFacts { Today = Today, Unknown = [("TAG#499000111", new UnknownItem("499000111", 2, 223, "2026-03-11", "2026-03-12"))] }));
        Assert.Equal(("unknown-tag", "A tag is not assigned to a car"), (finding.Rule.Id, finding.Title));
        Assert.Contains("ending in 0111, $2.23", finding.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("499000111", finding.Title + finding.Detail + finding.Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunReason.NeedsSignIn, "needs-sign-in", "E-ZPass New York needs you to sign in")]
    [InlineData(RunReason.ChallengeShown, "needs-sign-in", "E-ZPass New York asks for a code or a captcha")]
    [InlineData(RunReason.SignInRefused, "needs-sign-in", "E-ZPass New York refused the sign-in")]
    [InlineData(RunReason.AccountLocked, "needs-sign-in", "E-ZPass New York locked the account")]
    [InlineData(RunReason.SiteDown, "collection-failed", "E-ZPass New York did not respond")]
    [InlineData(RunReason.LayoutChanged, "collection-failed", "E-ZPass New York changed its pages")]
    [InlineData(RunReason.Incomplete, "collection-failed", "E-ZPass New York was not collected completely")]
    [InlineData(RunReason.TimedOut, "collection-failed", "E-ZPass New York took too long")]
    [InlineData(RunReason.CannotRun, "collection-failed", "E-ZPass New York can’t be collected")]
    public void Every_reason_of_a_failed_collection_says_what_it_means_for_a_host(RunReason reason, string rule, string title)
    {
        var finding = Assert.Single(Find(new OwnerFacts
        {
            Today = Today,
            Accounts = [new PortalAccount { Portal = "ezpassny", LastReason = reason }, new PortalAccount { Portal = "turo" }],
            PortalNames = new Dictionary<string, string> { ["ezpassny"] = "E-ZPass New York" },
        }));
        Assert.Equal((rule, title), (finding.Rule.Id, finding.Title));
    }

    [Fact]
    public void A_corrected_toll_of_a_claim_asks_for_a_refund_without_naming_the_guest()
    {
        var claim = new ClaimItem { Id = "50000001-1", Reservation = "50000001", Guest = "Zebulon Quimby", State = "Paid", Lines = [], Cents = 100, FileBy = "2026-04-20" };
        var finding = Assert.Single(Find(new OwnerFacts { Today = Today, Refunds = [claim] }));
        Assert.Equal(("refund-after-claim", "/claims/50000001-1"), (finding.Rule.Id, finding.Link));
        Assert.DoesNotContain("Quimby", finding.Title + finding.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(34)]
    [InlineData(35, "dispute-closing")]
    [InlineData(45, "dispute-closing")]
    [InlineData(46)]
    [InlineData(89)]
    [InlineData(90, "statement-vanishing")]
    [InlineData(120, "statement-vanishing")]
    [InlineData(240, "statement-vanishing")]
    [InlineData(241)]
    public void History_that_an_agency_will_delete_is_reported_in_time(int daysSince, params string[] rules)
    {
        var found = Find(new OwnerFacts { Today = Today, BroughtThrough = new Dictionary<string, LocalDate> { ["paturnpike"] = Today.PlusDays(-daysSince) } });
        Assert.Equal(rules, found.Select(finding => finding.Rule.Id));
    }

    [Fact]
    public void Nobody_gets_more_than_a_hundred_alerts_of_one_rule()
    {
        var many = Enumerable.Range(0, 1000).Select(each => ($"TAG#{each}", new UnknownItem($"{each}", 1, each, "", ""))).ToList();
        var found = Find(new OwnerFacts { Today = Today, Unknown = many });
        Assert.Equal(OwnerRules.MostOfARule, found.Count);
        Assert.Contains("$9.99", found[0].Detail, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Find(OwnerFacts facts) => OwnerRules.Find(AlertRules.BuiltIn, facts);
}
