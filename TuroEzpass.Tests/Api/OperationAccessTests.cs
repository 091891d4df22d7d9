using System.Net;
using System.Text;
using System.Text.Json;
using TuroEzpass.Api.Access;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Api;

/// <summary>Who may call what: every operation of the OpenAPI document.</summary>
public sealed class OperationAccessTests(FilledWorld filled) : IClassFixture<FilledWorld>
{
    /// <summary>Operations that need no sign-in.</summary>
    private static readonly string[] Open = ["GetSignIn", "SignIn", "SetUp", "AcceptInvitation", "FollowProofLink", "GetMaintenance"];

    /// <summary>Operations that need only a sign-in.</summary>
    private static readonly string[] Personal = ["SignOut", "SignOutEverywhere", "ChangePassword", "ChangeName", "Register", "GetMe", "ListTokens", "MakeToken", "RevokeToken"];

    /// <summary>What each other operation requires. A new operation fails the tests until it is listed here.</summary>
    private static readonly Dictionary<Permissions, string[]> Takes = new()
    {
        [Permissions.Read] =
        [
            "ListTolls", "GetToll", "ListReview", "ListTrips", "GetTrip", "ListClaims", "GetClaim", "GetEvidencePdf", "GetEvidencePng", "ListVehicles", "GetVehicle",
            "GetFleetFile", "GetAnalytics", "GetSettings", "Events", "ListImports", "GetImport", "GetMonthReport", "GetMonthTolls",
            "ListDecisions", "ListReminders", "ListLikelyVehicles", "ListAlerts", "ListHandoverQuestions", "GetHandover",
        ],
        [Permissions.Import] = ["AddDevice", "RemoveDevice", "EndDevice", "PutFleetFile", "SendImport", "WithdrawImport", "ImportAgain", "GetImportColumns", "PreviewLayout", "SaveLayout"],
        [Permissions.Decide] = ["DecideToll", "UndoTollDecision", "ReminderDone", "ReminderNotDone", "AcknowledgeAlert", "PutHandover", "ConfirmOnTime", "StateCoverage"],
        [Permissions.File] = ["ApproveClaim", "ClaimSent", "ClaimPaid", "ClaimDisputed", "ClaimAnswered", "ClaimRejected", "ClaimExpired", "ClaimWithdrawn"],
        [Permissions.Manage] =
        [
            "ListAudit", "Export", "PutSettings", "ListMembers", "Invite", "ChangeMember", "RemoveMember", "ListGuestsDue", "EraseGuests",
            "ListPortals", "SwitchPortal", "PutCredentials", "ForgetCredentials", "GetNotifications", "PutNotifications", "TestNotification",
        ],
        [Permissions.Collect] = ["StartScrape"],
        [Permissions.Runs] = ["ListRuns", "ListRunsOfDay"],
        [Permissions.Runs | Permissions.Read] = ["GetRunScreenshot", "GetRunPage"],
        [Permissions.Operate] =
        [
            "ListPeople", "MakeLinkCode", "DisablePerson", "AddOwner", "PutMaintenance", "GetFigures", "GetOperations", "ListQueues", "RedriveQueue", "StartScrapeOfAll",
            "ListSystemAlerts", "AcknowledgeSystemAlert", "TestSystemAlert", "MakeTestOwner", "RemoveTestOwner", "ListStranded", "ResendStranded",
        ],
    };

    /// <summary>Operations that change the shared test data: the other tests of this class use it.</summary>
    private static readonly string[] EndsTheSession = ["SignOut", "SignOutEverywhere"];

    private ApiWorld World => filled.World;

    [Fact]
    public async Task The_tables_list_every_operation_and_no_others()
    {
        var all = (await Operations.ReadAsync(World)).All;
        var known = Open.Concat(Personal).Concat(Takes.Values.SelectMany(ids => ids)).Order(StringComparer.Ordinal);
        Assert.Equal(known, all.Select(operation => operation.Id).Order(StringComparer.Ordinal));
        Assert.Equal(Open.Order(StringComparer.Ordinal), all.Where(operation => !operation.NeedsToken).Select(operation => operation.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_a_sign_in_nothing_is_returned()
    {
        await EachAsync(operation => !Open.Contains(operation.Id), async operation =>
        {
            foreach (var client in new[] { World.Anonymous, World.ClientWith("tez_forged"), World.ClientWith("eyJhbGciOiJub25lIn0.e30.") })
                await AnswersAsync(client, operation, PathOf(operation), HttpStatusCode.Unauthorized);
        });
    }

    [Fact]
    public async Task A_co_host_gets_403_exactly_where_the_role_lacks_the_permission() =>
        await EachAsync(operation => !Open.Contains(operation.Id) && !EndsTheSession.Contains(operation.Id), operation =>
            RefusesAsync(World.CoHost, operation, "", Caller.Of(Role.CoHost)));

    [Fact]
    public async Task A_host_gets_403_for_what_operators_do_and_only_there() =>
        await EachAsync(operation => PermissionOf(operation) is Permissions.Operate or Permissions.Manage, operation => RefusesAsync(World.Host, operation, "", Caller.Of(Role.Host)));

    [Fact]
    public async Task An_operator_gets_403_for_everything_that_shows_or_changes_a_hosts_data() =>
        await EachAsync(
            operation => !Open.Contains(operation.Id) && !Personal.Contains(operation.Id), operation => RefusesAsync(World.Operator, operation, "?userId=host", Caller.Of(Role.Operator)));

    [Fact]
    public async Task An_operator_who_names_no_owner_gets_nothing_of_any() =>
        await EachAsync(
            operation => PermissionOf(operation) is { } takes && takes != Permissions.Operate,
            operation => AnswersAsync(World.Operator, operation, PathOf(operation), operation.Id is "ListRunsOfDay" ? null : HttpStatusCode.Forbidden));

    [Fact]
    public async Task A_token_for_scripts_does_only_what_its_scopes_say()
    {
        foreach (var permission in new[] { Permissions.Read, Permissions.Manage })
        {
            var made = await World.Host.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = "script", scopes = new[] { permission.ToString() }, expiresAt = (string?)null });
            var script = World.ClientWith(made.Text("token"));
            await EachAsync(
                operation => PermissionOf(operation) is { } takes && takes != permission, operation => AnswersAsync(script, operation, PathOf(operation), HttpStatusCode.Forbidden));
        }
    }

    [Fact]
    public async Task Another_owners_ids_do_not_exist_and_nothing_of_theirs_is_shown_or_changed()
    {
        var ids = await OthersIds.ReadAsync(World);
        var before = await filled.LedgerAsync(ApiWorld.OtherOwner, ledger => Task.FromResult(ledger.State.Seq));
        await EachAsync(operation => PermissionOf(operation) is not (null or Permissions.Operate) && operation.Path.Contains('{', StringComparison.Ordinal), async operation =>
        {
            // Adding a car with that id does not read the other owner's; portals are the same for everyone.
            if (operation.Id is "AddDevice" or "SwitchPortal" or "PutCredentials" or "ForgetCredentials")
                return;
            var answer = await AnswersAsync(World.Host, operation, operation.PathWith(ids[operation.Id]), HttpStatusCode.NotFound, "*");
            Assert.DoesNotContain(FilledWorld.OthersMark, answer, StringComparison.OrdinalIgnoreCase);
        });
        await AnswersAsync(World.Host, (await Operations.ReadAsync(World)).All.Single(operation => operation.Id == "RevokeToken"), $"/api/tokens/{ids["RevokeToken"]["id"]}", HttpStatusCode.NotFound);
        Assert.Equal(before, await filled.LedgerAsync(ApiWorld.OtherOwner, ledger => Task.FromResult(ledger.State.Seq)));
    }

    [Fact]
    public async Task Another_owner_named_in_the_query_does_not_exist_for_any_operation() =>
        await EachAsync(operation => PermissionOf(operation) is not (null or Permissions.Operate), async operation =>
        {
            Assert.Contains(operation.Parameters, parameter => parameter is { Name: "userId", In: "query" });
            foreach (var user in new[] { "other", "OTHER", "nobody", "other%00", "host&userId=other", "U%23other" })
            {
                var answer = await AnswersAsync(World.Host, operation, $"{PathOf(operation)}?userId={user}", HttpStatusCode.NotFound);
                Assert.DoesNotContain(FilledWorld.OthersMark, answer, StringComparison.OrdinalIgnoreCase);
            }
        });

    [Fact]
    public async Task Lists_and_figures_hold_nothing_of_another_owner() =>
        await EachAsync(operation => operation.Method == HttpMethod.Get && !operation.Path.Contains('{', StringComparison.Ordinal) && PermissionOf(operation) is not (null or Permissions.Operate), async operation =>
        {
            if (operation.Id == "Events")
                return;
            var bytes = await World.Host.GetByteArrayAsync(operation.Path, FilledWorld.Cancel);
            Assert.DoesNotContain(FilledWorld.OthersMark, Encoding.UTF8.GetString(bytes), StringComparison.OrdinalIgnoreCase);
        });

    [Fact]
    public async Task HEAD_answers_as_GET_does_without_a_body()
    {
        var claim = (await World.Host.GoodAsync(HttpMethod.Get, "/api/claims")).GetProperty("items")[0].Text("id");
        var toll = (await World.Host.GoodAsync(HttpMethod.Get, "/api/tolls")).GetProperty("items")[0].Text("id");
        var own = new Dictionary<string, string> { ["userId"] = "host", ["scrapeDate"] = "2026-03-31", ["token"] = "none", ["month"] = "2026-03" };
        await EachAsync(operation => operation.Method == HttpMethod.Get, async operation =>
        {
            own["id"] = operation.Path.StartsWith("/api/claims", StringComparison.Ordinal) ? claim
                : operation.Path.StartsWith("/api/tolls", StringComparison.Ordinal) ? toll
                : operation.Id == "GetTrip" ? FilledWorld.FirstTrip
                : FilledWorld.Car;
            using var get = await World.Host.GetAsync(operation.PathWith(own), HttpCompletionOption.ResponseHeadersRead, FilledWorld.Cancel);
            using var head = await World.Host.SendAsync(new HttpRequestMessage(HttpMethod.Head, operation.PathWith(own)), FilledWorld.Cancel);
            Assert.Equal(get.StatusCode, head.StatusCode);
            if (operation.Id != "Events")
                Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Equal(get.Headers.ETag, head.Headers.ETag);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(FilledWorld.Cancel));
        });
    }

    /// <summary>What an operation requires; null if it requires only a sign-in, or nothing.</summary>
    private static Permissions? PermissionOf(Operation operation) =>
        Takes.Where(permission => permission.Value.Contains(operation.Id)).Select(permission => (Permissions?)permission.Key).SingleOrDefault();

    private static string PathOf(Operation operation) =>
        operation.PathWith(new Dictionary<string, string> { ["userId"] = "host", ["scrapeDate"] = "2026-03-31" });

    /// <summary>Runs a check for every operation, and reports all failures together.</summary>
    private async Task EachAsync(Func<Operation, bool> which, Func<Operation, Task> check)
    {
        var operations = (await Operations.ReadAsync(World)).All.Where(which).ToList();
        Assert.NotEmpty(operations);
        var failed = new List<string>();
        foreach (var operation in operations)
        {
            try
            {
                await check(operation);
            }
            catch (Xunit.Sdk.XunitException fault)
            {
                failed.Add($"{operation}: {fault.Message}");
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    private static Task<string> RefusesAsync(HttpClient client, Operation operation, string query, Permissions may) =>
        AnswersAsync(client, operation, PathOf(operation) + query, PermissionOf(operation) is { } takes && !may.HasFlag(takes) ? HttpStatusCode.Forbidden : null);

    /// <summary>Calls it with a valid body that changes nothing. Without an expected status, any except 401 and 403.</summary>
    private static async Task<string> AnswersAsync(HttpClient client, Operation operation, string path, HttpStatusCode? expected, string ifMatch = "\"seen-long-ago\"")
    {
        using var request = operation.Request(path, BodyOf(operation));
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, FilledWorld.Cancel);
        // The event stream never ends.
        var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync(FilledWorld.Cancel);
        if (expected is { } status)
            Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}, not {(int)status}: {text}");
        else if (operation.Id != "ChangePassword" && operation.Id != "Register")
            Assert.True(response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && (int)response.StatusCode < 500, $"{(int)response.StatusCode}: {text}");
        if ((int)response.StatusCode >= 400)
            Problem.Check(response, text);
        return text;
    }

    private const string Mapping = """{"name":"mine","columns":[]}""";

    private static string? BodyOf(Operation operation) => operation.Id switch
    {
        "PutFleetFile" => "kind,value,state,vehicle,from,to\n",
        "DecideToll" => """{"decision":"HostExpense"}""",
        "EndDevice" => """{"to":"2026-03-31"}""",
        "PreviewLayout" => Mapping,
        "SaveLayout" => $"{{\"mapping\":{Mapping}}}",
        "AddDevice" => """{"kind":"Plate","value":"?"}""",
        "PutSettings" => """{"zone":"America/New_York","reviewBeforeMinutes":60,"reviewAfterMinutes":360,"reviewHandoverMinutes":30}""",
        "ChangeMember" or "Invite" => """{"role":"CoHost"}""",
        "DisablePerson" => """{"disabled":false}""",
        "AddOwner" => """{"owner":"NOT AN ID"}""",
        "MakeToken" => """{"name":"","scopes":[],"expiresAt":null}""",
        "ChangePassword" => """{"userName":"nobody","current":"wrong","new":"a few words in a row"}""",
        _ => operation.BodyType is null ? null : "{}",
    };
}

/// <summary>Checks every 4xx response.</summary>
internal static class Problem
{
    /// <summary>A problem document of RFC 9457 with a detail.</summary>
    public static JsonElement Check(HttpResponseMessage response, string text)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        if (response.RequestMessage?.Method == HttpMethod.Head)
            return default;
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.Text("title"));
        Assert.True(problem.TryGetProperty("detail", out var detail) && detail.GetString()!.Length > 0, $"no detail: {text}");
        return problem;
    }
}
