using System.Globalization;
using System.Text;
using NodaTime;

namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary>The files of an invented host with one car, one trip and three tolls, two of which are the guest's: whoever takes them in must
/// come to one claim of <see cref="ClaimCents"/>.</summary>
internal sealed class SmokeFiles
{
    /// <summary>What the guest owes.</summary>
    public const long ClaimCents = FirstToll + SecondToll;

    /// <summary>The trip.</summary>
    public const string Reservation = "90000001";

    /// <summary>Rows of the statement.</summary>
    public const int Rows = 3;

    private const long FirstToll = 2_17;
    private const long SecondToll = 1_05;
    private const long HostsToll = 4_44;
    private const string Car = "9000001";
    private const string Tag = "00499009001";

    /// <summary>The files as of a day: the trip ended twelve days before it, so that its tolls have posted and its claim is not late.</summary>
    public SmokeFiles(LocalDate today)
    {
        var (start, end) = (today.PlusDays(-15), today.PlusDays(-12));
        Trips = Lines(
            "Reservation ID,Guest,Vehicle,Vehicle name,Vehicle id,Trip start,Trip end,Trip status,Distance traveled,Trip price,Tolls & tickets",
            $"{Reservation},Smoke Guest,Smoke Host's Car {Car} (NY #SMK9001),Smoke Test Car,{Car},{At(start)},{At(end)},Completed,100,$100.00,$0.00");
        Fleet = Lines("kind,value,state,vehicle,from,to", $"tag,{Tag},,{Car},,");
        Statement = Lines(
            "POSTING DATE,TRANSACTION DATE,TAG/PLATE NUMBER,AGENCY,DESCRIPTION,ENTRY TIME,ENTRY PLAZA,ENTRY LANE,EXIT TIME,EXIT PLAZA,EXIT LANE,VEHICLE TYPE CODE,AMOUNT,PREPAID,PLAN/RATE,FARE TYPE,BALANCE",
            Toll(start.PlusDays(1), "12:10:11", Tag, FirstToll), Toll(start.PlusDays(2), "18:20:21", "SMK9001-NY", SecondToll), Toll(start.PlusDays(-7), "08:30:31", Tag, HostsToll));
    }

    /// <summary>Turo's trip-earnings export.</summary>
    public byte[] Trips { get; }

    /// <summary>The tag on the car.</summary>
    public byte[] Fleet { get; }

    /// <summary>New Jersey's statement.</summary>
    public byte[] Statement { get; }

    private static string At(LocalDate day) => $"{day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)} 10:00 AM";

    private static string Toll(LocalDate day, string time, string device, long cents)
    {
        string Day(int later) => day.PlusDays(later).ToString("MM/dd/uuuu", CultureInfo.InvariantCulture);
        return $"{Day(1)},{Day(0)},{device},GSP,TOLL,,-,-,{time},RAS,12S,1,({new Core.Money(cents).ToDollars()}),Y,BUSINESS,N,$467.11";
    }

    private static byte[] Lines(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
}
