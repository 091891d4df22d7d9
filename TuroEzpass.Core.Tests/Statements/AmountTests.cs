using System.Globalization;
using System.Text;
using CsCheck;
using TuroEzpass.Core;
using TuroEzpass.Core.Statements;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Statements;

/// <summary>Amounts: their grammar, and their sign by each layout's rule.</summary>
public sealed class AmountTests
{
    [Theory]
    [InlineData("$-2.86", -286)]
    [InlineData("-$4.19", -419)]
    [InlineData("($2.17)", -217)]
    [InlineData("$25.00", 2500)]
    [InlineData("$.80", 80)]
    [InlineData("$.02", 2)]
    [InlineData("-$9.99", -999)]
    [InlineData("10.510", 1051)]
    [InlineData("0.56000000000000005", 56)]
    [InlineData("-$99.00000000001", -9900)]
    [InlineData("5.539999999999", 554)]
    [InlineData("0.995", 100)]
    [InlineData("$2,356.54 ", 235654)]
    [InlineData("($8,040.16)", -804016)]
    [InlineData("- $154.26", -15426)]
    [InlineData("$2770.00", 277000)]
    [InlineData("1,234,567.89", 123456789)]
    [InlineData("7", 700)]
    [InlineData("7.5", 750)]
    [InlineData("0", 0)]
    public void The_shapes_that_statements_write_are_read(string text, long cents)
    {
        Assert.True(AmountText.TryRead(text, out var read));
        Assert.Equal(cents, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("-")]
    [InlineData("()")]
    [InlineData("free")]
    [InlineData("1.2.3")]
    [InlineData("(2.17")]
    [InlineData("2.17)")]
    [InlineData("2.17 USD")]
    [InlineData("1E+3")]
    [InlineData("99999999999999999999")]
    [InlineData("2,17")] // a decimal comma is not two hundred dollars
    [InlineData("12,34,5")]
    [InlineData("1,2.50")]
    [InlineData("1,")]
    [InlineData("1 2.50")] // two numbers
    [InlineData("5. 54")]
    [InlineData("--5.00")]
    [InlineData("−5.00")]
    public void Anything_else_is_no_amount(string text) => Assert.False(AmountText.TryRead(text, out _));

    [Fact]
    public void Every_amount_is_read_back_in_every_shape_it_can_be_written()
    {
        Gen.Select(Gen.Long[-9_999_999_99, 9_999_999_99], Gen.Int[0, 9]).Sample((cents, shape) =>
        {
            var text = Write(cents, shape);
            return AmountText.TryRead(text, out var read) && read == cents;
        });

        Gen.Long[-9_999_999_99, 9_999_999_99].Sample(cents => AmountText.TryRead(new Money(cents).ToString(), out var plain) && plain == cents
            && AmountText.TryRead(new Money(cents).ToDollars(), out var dollars) && dollars == cents);
    }

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.String[Gen.Char["0123456789.,-()$ Ee+\u2212\u00A0"], 0, 24].Sample(text => { AmountText.TryRead(text, out _); });

    [Theory]
    [InlineData("nj", "($2.17)", "2.17")]
    [InlineData("nj", "$2.17 ", "-2.17")]
    [InlineData("nj18", "$0.76 ", "0.76")]
    [InlineData("ny", "$-2.86", "2.86")]
    [InlineData("ny", "$9.11", "-9.11")]
    [InlineData("business", "($9.11)", "9.11")]
    [InlineData("business", "$9.00", "-9.00")]
    [InlineData("pa", "$1.72", "1.72")]
    [InlineData("pa", "($3.00)", "-3.00")]
    [InlineData("md", "$8.90", "8.90")]
    [InlineData("md-payment", "$60.00", "-60.00")]
    [InlineData("maine", "$.80", "0.80")]
    [InlineData("sunpass-debit", "$4.13", "4.13")]
    [InlineData("sunpass-credit", "$50.00", "-50.00")]
    [InlineData("fastrak-debit", "$10.36", "10.36")]
    [InlineData("fastrak-credit", "$800.00", "-800.00")]
    [InlineData("riverlink", "10.510", "10.51")]
    [InlineData("riverlink-payment", "5800.000", "-5800.00")]
    [InlineData("riverlink-credit", "2.050", "-2.05")]
    [InlineData("expresstoll", "$2.95", "2.95")]
    [InlineData("epass", "1.25", "1.25")]
    public void A_charge_is_positive_and_a_credit_negative_whatever_the_files_rule(string layout, string amount, string cost)
    {
        var text = layout switch
        {
            "nj" => $"{NjHeader}\n{Nj("2025-11-12 12:00:00", amount)}",
            "nj18" => $"{Nj18Header}\n{Nj18("2025-11-12 12:00:00", amount)}",
            "ny" => $"{NyHeader}\n{Ny("2025-11-12 12:00:00", amount)}",
            "business" => $"{NyBusinessHeader}\n31000000001,NY Y200001C,10/05/2025,MTAB&T,,RKB,31,10/03/2025,03:10:36 PM,{amount},$1204.55",
            "pa" => $"{PaHeader}\n{Pa("2025-11-12 12:00", amount: amount, type: amount[0] == '(' ? "AWAY AGENCY VTOLL CREDIT" : "TOLL CHARGE")}",
            "md" => $"{MdHeader}\n{Md("2025-11-12 12:00:00", amount: amount)}",
            "md-payment" => $"{MdHeader}\n6/15/2026 9:05:32 PM,6/15/2026 9:05:32 PM,,,Credit Card Payment,,,,,,,,{amount},$129.84",
            "maine" => $"Posting Date,Tag/Vehicle Reg.,Transaction Date,Transaction Time,Facility,Entry/Barrier Plaza,Exit Plaza,Toll,Discount Eligible?\n03/02/2026,00500000011,03/01/2026,07:45:12,Maine Turnpike,York,,{amount},Yes",
            "sunpass-debit" => $"{SunPass}\n6/22/2025,6/22/2025,3:16:01 PM,4508300001,0012345600010,Florida Turnpike Enterprise,60S,2,SR91 THREE LAKES,{amount},,$106.80",
            "sunpass-credit" => $"{SunPass}\n6/20/2025,6/20/2025,6:00:03 AM,4508300004,,,,,PAYMENT & ADJUSTMENTS,,{amount},$116.48",
            "fastrak-debit" => $"{FasTrak}\n11/22/2020,11/20/2020,02:53:14 PM,AB12345-OR,IRVINE RANCH SOUTH,11,-,-,-,{amount},-,$.02,",
            "fastrak-credit" => $"{FasTrak}\n11/20/2020,11/20/2020,07:55:55 AM,-,Payments,-,-,-,-,-,{amount},$945.70,",
            "riverlink" => $"{RiverLink}\n145030001,Toll,{amount},,124753001,6/11/2020 2:30:50 AM,005,Kennedy Bridge - SB,,1234567,IN",
            "riverlink-payment" => $"{RiverLink}\n75152005,Payment,{amount},,,,,,,,",
            "riverlink-credit" => $"{RiverLink}\n72046004,Credit Adjustment - Assigned,{amount},,,,,,,,",
            "expresstoll" => $"Transaction No,Transaction Date / Time,Location,Toll Status*,Amount\n1130800001,05-22-2018 07:43:19,E470 PLAZA D,AVITOLL,{amount}",
            _ => $"Transponder Number,Date,Time,Posting Date,Location,Amount,Toll Type\n3000001,05-MAR-25,07:41:09,06-MAR-25,Dean,{amount},E",
        };
        var row = Assert.Single(new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read("s.csv", Encoding.UTF8.GetBytes(text + "\n")).Rows);

        Assert.Equal((null, cost), (row.Unreadable, row.Amount.ToString()));
    }

    private const string SunPass = "POSTED DATE,TRANSACTION DATE,TRANSACTION TIME,TRANSACTION NUMBER,TRANSPONDER/LICENSE PLATE,AGENCY NAME,LANE,AXLE,DESCRIPTION / PLAZA NAME,DEBIT(-),CREDIT(+),BALANCE";
    private const string FasTrak = "POSTED DATE,TRANSACTION DATE,TRANSACTION TIME,TOLL TAG # / PLATE #,EXIT PLAZA,EXIT LANE,ENTRY DATE/TIME,ENTRY PLAZA,ENTRY LANE,DEBIT(-),CREDIT(+),BALANCE,,,,,,,,,,,,,,,,,";
    private const string RiverLink = "Payment Journal ID,Transaction Type,Amount,Aging Cycle ID,Transaction Number,DateTime,Lane,Plaza,Tag Number,Plate Number,Plate State";

    private static string Write(long cents, int shape)
    {
        var magnitude = Math.Abs(cents) / 100m;
        var plain = magnitude.ToString("0.00", CultureInfo.InvariantCulture);
        var grouped = magnitude.ToString("#,##0.00", CultureInfo.InvariantCulture);
        var minus = cents < 0 ? "-" : "";
        return shape switch
        {
            0 => $"{minus}{plain}",
            1 => $"${minus}{plain}",
            2 => $"{minus}${plain}",
            3 => cents < 0 ? $"(${plain})" : $"${plain}",
            4 => cents < 0 ? $"({plain}) " : $"{plain} ",
            5 => $"{minus}${grouped}",
            6 => $"{minus}{plain}0",
            7 => $"{minus}{plain}00000000001",
            8 => cents < 0 ? $"- ${grouped}" : $"${grouped} ",
            _ => $"{minus}{plain.TrimStart('0')}",
        };
    }
}
