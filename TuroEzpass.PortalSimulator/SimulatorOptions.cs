namespace TuroEzpass.PortalSimulator;

/// <summary>The configuration's section <c>Simulator</c>.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Simulator";

    private const int MostRows = 100_000;

    /// <summary>What the invented data grow from: the same number gives the same rows.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The last day that has rows; null: the present day in <see cref="Zone"/> when the simulator starts.</summary>
    public DateOnly? Today { get; set; }

    /// <summary>The IANA zone whose calendar tells the present day, and whose hours the rows are in.</summary>
    public string Zone { get; set; } = "America/New_York";

    /// <summary>Days back from <see cref="Today"/> that have rows.</summary>
    public int Days { get; set; } = 120;

    /// <summary>Rows of each toll account.</summary>
    public int Rows { get; set; } = 96;

    /// <summary>Trips that started within <see cref="Days"/>; two weeks of booked ones come on top.</summary>
    public int Trips { get; set; } = 60;

    /// <summary>Tags of 11 digits. An account shows those that begin with its own digits (004 New York, 005 New Jersey, 006
    /// Pennsylvania), or invented ones where none does. Empty: invented ones.</summary>
    public IList<string> Tags { get; } = [];

    /// <summary>Plates with their state before them, <c>NJ ABC1234</c>: on rows that name a plate, and on Turo's cars, whose ids count up
    /// from 2000001 in this order. Empty: invented ones.</summary>
    public IList<string> Plates { get; } = [];

    /// <summary>The user name (or email) that every portal knows.</summary>
    public string UserName { get; set; } = "driver";

    /// <summary>Its password.</summary>
    public string Password { get; set; } = "correct horse";

    /// <summary>The one-time code, and the text of a captcha's picture.</summary>
    public string Code { get; set; } = "123456";

    /// <summary>The scenario at the start: see <c>GET /</c> for the names.</summary>
    public string Scenario { get; set; } = "normal";

    /// <summary>Milliseconds for which New York's table is empty while it loads.</summary>
    public int LoadingMilliseconds { get; set; } = 250;

    /// <summary>Milliseconds for which lists are empty in <c>empty-while-loading</c>.</summary>
    public int LongLoadingMilliseconds { get; set; } = 3000;

    /// <summary>Seconds that every page takes in <c>slow-pages</c>.</summary>
    public double SlowSeconds { get; set; } = 5;

    /// <summary>Pages after which a session ends in <c>session-expiry</c>.</summary>
    public int SessionPages { get; set; } = 4;

    /// <summary>Requests that fail in <c>server-errors</c> before all is well.</summary>
    public int FailedRequests { get; set; } = 3;

    /// <summary>Minutes for which another place stays signed in, in <c>signed-in-elsewhere-long</c>.</summary>
    public double ElsewhereMinutes { get; set; } = 10;

    /// <summary>Megabytes after which the download of <c>huge-download</c> ends; it does not tell its length.</summary>
    public int HugeMegabytes { get; set; } = 256;

    /// <summary>The origin that the link of <c>foreign-redirect</c> leads to; null: this machine's other name (<c>localhost</c> for
    /// <c>127.0.0.1</c> and back), which a browser takes for another site.</summary>
    public string? ForeignOrigin { get; set; }

    /// <summary>Whether it may listen beyond this machine. It takes passwords, and pretends to be other people's sites.</summary>
    public bool Public { get; set; }

    /// <summary>Sees whether the simulator can run with them.</summary>
    /// <exception cref="InvalidOperationException">It can't; the message says which and what is allowed.</exception>
    internal void Check()
    {
        Refuse(Days is < 1 or > 3660, $"Simulator:Days is {Days}; it may be 1 to 3660.");
        Refuse(Rows is < 0 or > MostRows, $"Simulator:Rows is {Rows}; it may be 0 to {MostRows}.");
        Refuse(Trips is < 0 or > MostRows, $"Simulator:Trips is {Trips}; it may be 0 to {MostRows}.");
        Refuse(HugeMegabytes is < 1 or > 4096, $"Simulator:HugeMegabytes is {HugeMegabytes}; it may be 1 to 4096.");
        Refuse(Tags.Any(tag => tag.Length != 11 || !tag.All(char.IsAsciiDigit)), "Every one of Simulator:Tags must have 11 digits.");
        Refuse(Plates.Any(plate => plate.Length < 4 || plate[2] != ' '), "Every one of Simulator:Plates must be a state, a blank and a plate, like 'NJ ABC1234'.");
        Refuse(!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _), $"Simulator:Zone is '{Zone}', which this machine does not know; give an IANA name like America/New_York.");

        static void Refuse(bool isWrong, string message)
        {
            if (isWrong)
                throw new InvalidOperationException(message);
        }
    }
}
