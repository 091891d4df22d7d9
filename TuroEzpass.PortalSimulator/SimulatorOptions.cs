namespace TuroEzpass.PortalSimulator;

/// <summary>The configuration's section <c>Simulator</c>.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Simulator";

    private const int MostRows = 100_000;

    /// <summary>The seed of the invented data. The same seed gives the same rows.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The last day with rows. Default: the current day in <see cref="Zone"/> when the simulator starts.</summary>
    public DateOnly? Today { get; set; }

    /// <summary>The IANA time zone of the current day and of the rows.</summary>
    public string Zone { get; set; } = "America/New_York";

    /// <summary>The number of days before <see cref="Today"/> that have rows.</summary>
    public int Days { get; set; } = 120;

    /// <summary>Number of rows in each toll account.</summary>
    public int Rows { get; set; } = 96;

    /// <summary>Number of trips that started within <see cref="Days"/>. Two weeks of booked trips are added.</summary>
    public int Trips { get; set; } = 60;

    /// <summary>Tags with 11 digits. Each account shows the tags that begin with its own digits (004 New York, 005 New Jersey, 006
    /// Pennsylvania), or invented tags if there are none.</summary>
    public IList<string> Tags { get; } = [];

    /// <summary>Plates with their state first, <c>NJ ABC1234</c>. They appear on rows with a plate and on Turo's cars, whose IDs count up
    /// from 2000001 in this order. Default: invented plates.</summary>
    public IList<string> Plates { get; } = [];

    /// <summary>The user name (or email) of every portal account.</summary>
    public string UserName { get; set; } = "driver";

    /// <summary>The password of every portal account.</summary>
    public string Password { get; set; } = "correct horse";

    /// <summary>The one-time code, and the text of the captcha.</summary>
    public string Code { get; set; } = "123456";

    /// <summary>The scenario at the start. <c>GET /</c> lists them.</summary>
    public string Scenario { get; set; } = "normal";

    /// <summary>How long New York's table is empty while it loads, in milliseconds.</summary>
    public int LoadingMilliseconds { get; set; } = 250;

    /// <summary>How long lists are empty in <c>empty-while-loading</c>, in milliseconds.</summary>
    public int LongLoadingMilliseconds { get; set; } = 3000;

    /// <summary>The response time of each page in <c>slow-pages</c>, in seconds.</summary>
    public double SlowSeconds { get; set; } = 5;

    /// <summary>How many pages a session lasts in <c>session-expiry</c>.</summary>
    public int SessionPages { get; set; } = 4;

    /// <summary>How many requests fail in <c>server-errors</c> before they succeed.</summary>
    public int FailedRequests { get; set; } = 3;

    /// <summary>How long the other session stays signed in, in <c>signed-in-elsewhere-long</c>, in minutes.</summary>
    public double ElsewhereMinutes { get; set; } = 10;

    /// <summary>The size of the download in <c>huge-download</c>, in megabytes. The response has no Content-Length.</summary>
    public int HugeMegabytes { get; set; } = 256;

    /// <summary>The origin that <c>foreign-redirect</c> redirects to. Default: this machine's other name (<c>localhost</c> for
    /// <c>127.0.0.1</c> and the reverse), which a browser treats as another site.</summary>
    public string? ForeignOrigin { get; set; }

    /// <summary>Whether it may be reached from other machines. Off by default, because it accepts passwords and imitates real sites.</summary>
    public bool Public { get; set; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="InvalidOperationException">An option is not valid; the message names it and says what is allowed.</exception>
    internal void Check()
    {
        Refuse(Days is < 1 or > 3660, $"Simulator:Days must be from 1 to 3660, but is {Days}.");
        Refuse(Rows is < 0 or > MostRows, $"Simulator:Rows must be from 0 to {MostRows}, but is {Rows}.");
        Refuse(Trips is < 0 or > MostRows, $"Simulator:Trips must be from 0 to {MostRows}, but is {Trips}.");
        Refuse(HugeMegabytes is < 1 or > 4096, $"Simulator:HugeMegabytes must be from 1 to 4096, but is {HugeMegabytes}.");
        Refuse(Tags.Any(tag => tag.Length != 11 || !tag.All(char.IsAsciiDigit)), "Each of Simulator:Tags must have 11 digits.");
        Refuse(Plates.Any(plate => plate.Length < 4 || plate[2] != ' '), "Each of Simulator:Plates must be a state, a space and a plate, such as 'NJ ABC1234'.");
        Refuse(!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _), $"Simulator:Zone '{Zone}' is not a time zone on this machine. Use an IANA name such as America/New_York.");

        static void Refuse(bool isWrong, string message)
        {
            if (isWrong)
                throw new InvalidOperationException(message);
        }
    }
}
