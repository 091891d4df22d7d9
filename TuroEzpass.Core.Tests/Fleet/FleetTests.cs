using TuroEzpass.Core;
using TuroEzpass.Core.Matching;
using TuroEzpass.Tests.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Fleet;

/// <summary>fleet.csv, and rule 4: which car a tag or plate was on.</summary>
public sealed class FleetTests
{
    private const string Tag = "00500000012";

    private static readonly string[] TwoCars =
    [
        Trip("50000001", "2025-11-01 00:00", "2025-11-30 00:00"),
        Trip("60000001", "2025-11-01 00:00", "2025-11-30 00:00", vehicle: "1000002", plate: "NY #XYZ9876", name: "Toyota Camry 2022"),
    ];

    [Theory]
    [InlineData("1000002")]
    [InlineData("NY XYZ9876")]
    [InlineData("XYZ9876-NY")]
    [InlineData("Toyota Camry 2022")]
    [InlineData("toyota camry 2022")]
    public void A_car_is_named_by_Turos_id_its_plate_or_a_unique_name(string vehicle)
    {
        var answer = TagToll("2025-11-12 12:00:00", $"tag,{Tag},,{vehicle},,");

        Assert.Equal((Outcome.Matched, "1000002", "60000001"), (answer.Outcome, answer.Vehicle, answer.Trip));
    }

    [Fact]
    public void A_name_that_two_cars_have_is_refused()
    {
        var fault = Assert.Throws<InputException>(() => Scenario.With(
            Trip("1", "2025-11-01 00:00", "2025-11-02 00:00"), Trip("2", "2025-11-01 00:00", "2025-11-02 00:00", vehicle: "1000002", plate: "NY #XYZ9876"))
            .Fleet($"tag,{Tag},,Honda Civic 2020,,").Nj(Nj("2025-11-12 12:00:00")).Run());

        Assert.Equal(("fleet.csv", (int?)2), (fault.File, fault.Line));
    }

    [Fact]
    public void A_text_that_is_one_cars_name_and_anothers_plate_is_refused()
    {
        Assert.Throws<InputException>(() => Scenario.With(
            Trip("1", "2025-11-01 00:00", "2025-11-30 00:00", name: "Civic"), Trip("2", "2025-11-01 00:00", "2025-11-30 00:00", vehicle: "1000002", plate: "NY #CIVIC"))
            .Fleet($"tag,{Tag},,Civic,,").Nj(Nj("2025-11-12 12:00:00", id: Tag)).Run());
    }

    [Theory]
    [InlineData(" 00500000012")]
    [InlineData("500000012")]
    [InlineData("005 00000012")]
    public void A_tag_is_its_digits_without_leading_zeros(string id) =>
        Assert.Equal(Outcome.Matched, Scenario.With(TwoCars).Fleet("tag,00500000012,,1000001,,").Nj(Nj("2025-11-12 12:00:00", id: id)).Run().Only.Outcome);

    [Theory]
    [InlineData("2025-11-10 23:59:59", "1000001")]
    [InlineData("2025-11-11 00:00:00", "1000002")]
    public void A_date_without_a_time_includes_that_day(string at, string car)
    {
        var answer = TagToll(at, $"tag,{Tag},,1000001,2025-11-01,2025-11-10", $"tag,{Tag},,1000002,2025-11-11,");

        Assert.Equal((Outcome.Matched, car), (answer.Outcome, answer.Vehicle));
    }

    [Theory]
    [InlineData("2025-11-09 23:59:59", Outcome.Matched)]
    [InlineData("2025-11-10 00:00:00", Outcome.NeedsReview)]
    [InlineData("2025-11-10 23:59:59", Outcome.NeedsReview)]
    [InlineData("2025-11-11 00:00:00", Outcome.Matched)]
    public void A_changeover_day_shared_by_two_cars_needs_review(string at, Outcome expected) =>
        Assert.Equal(expected, TagToll(at, $"tag,{Tag},,1000001,2025-11-01,2025-11-10", $"tag,{Tag},,1000002,2025-11-10,").Outcome);

    [Theory]
    [InlineData("2025-11-10 13:59:59", "1000001")]
    [InlineData("2025-11-10 14:00:00", "1000002")]
    public void With_times_the_changeover_is_half_open(string at, string car)
    {
        var answer = TagToll(at, $"tag,{Tag},,1000001,2025-11-01 08:00,2025-11-10 14:00", $"tag,{Tag},,1000002,2025-11-10 14:00,");

        Assert.Equal((Outcome.Matched, car), (answer.Outcome, answer.Vehicle));
    }

    [Theory]
    [InlineData("2025-10-31 23:59:59")]
    [InlineData("2025-11-21 00:00:00")]
    public void Before_and_after_its_time_a_tag_is_on_no_car(string at) =>
        Assert.Equal(Outcome.Unmapped, TagToll(at, $"tag,{Tag},,1000001,2025-11-01,2025-11-20").Outcome);

    [Fact]
    public void Overlapping_lines_are_refused_with_both_lines()
    {
        var fault = Assert.Throws<InputException>(() => TagToll("2025-11-12 12:00:00", $"tag,{Tag},,1000001,2025-11-01,2025-11-20", "tag,00500000099,,1000001,,", "tag,500000012,,1000002,2025-11-15,"));

        Assert.Contains("line 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains("line 4", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tag,00500000012,,1000001,2025-11-01 08:00,2025-11-10 14:00", "tag,00500000012,,1000002,2025-11-10 13:59,")]
    [InlineData("tag,00500000012,,1000001,,", "tag,00500000012,,1000002,,")]
    [InlineData("plate,LAA1111,NY,1000001,2025-11-01,2025-11-20", "plate,laa-1111,ny,1000002,2025-11-19,2025-11-30")]
    public void Any_other_overlap_is_refused(string one, string other) => Assert.Throws<InputException>(() => TagToll("2025-11-12 12:00:00", one, other));

    [Theory]
    [InlineData("tag,1.29143E+11,,1000001,,")]
    [InlineData("tag,12345,,1000001,,")]
    [InlineData("boat,00500000012,,1000001,,")]
    [InlineData("tag,00500000012,,,,")]
    [InlineData("tag,00500000012,,1000001,soon,")]
    [InlineData("tag,00500000012,,1000001,2025-11-10,2025-11-01")]
    [InlineData("tag,00500000012,,1000001,,,Mars/Olympus")]
    public void A_line_that_cannot_be_read_is_named(string line)
    {
        var fault = Assert.Throws<InputException>(() => TagToll("2025-11-12 12:00:00", "tag,00500000077,,1000001,,", line));

        Assert.Equal(("fleet.csv", (int?)3), (fault.File, fault.Line));
    }

    [Fact]
    public void The_fleet_file_beats_the_plate_in_Turos_label()
    {
        var answer = Scenario.With(TwoCars).Fleet("plate,ABC1234,NY,1000002,,").Nj(Nj("2025-11-12 12:00:00")).Run().Only;

        Assert.Equal((Outcome.Matched, "1000002"), (answer.Outcome, answer.Vehicle));
    }

    [Fact]
    public void The_same_plate_text_in_another_state_is_another_car()
    {
        var answers = Scenario.With(TwoCars).Fleet("plate,ABC1234,NJ,1000002,,").Nj(Nj("2025-11-12 12:00:00", id: "ABC1234-NJ"), Nj("2025-11-12 13:00:00"), Nj("2025-11-12 14:00:00", id: "ABC1234-PA")).Run().Answers;

        Assert.Equal(["1000002", "1000001", null], answers.Select(answer => answer.Vehicle));
        Assert.Equal(Outcome.Unmapped, answers[2].Outcome);
    }

    [Fact]
    public void A_stateless_plate_that_fits_two_needs_review()
    {
        var answer = Scenario.With(TwoCars).Fleet("plate,LAA1111,NY,1000001,,", "plate,LAA1111,NJ,1000002,,").Nj(Nj("2025-11-12 12:00:00", id: "LAA1111")).Run().Only;
        var single = Scenario.With(TwoCars).Fleet("plate,LAA1111,NY,1000001,,").Nj(Nj("2025-11-12 12:00:00", id: "LAA1111")).Run().Only;

        Assert.Equal(Outcome.NeedsReview, answer.Outcome);
        Assert.Equal((Outcome.Matched, "1000001"), (single.Outcome, single.Vehicle));
    }

    [Fact]
    public void A_stateless_plate_that_fits_one_in_the_fleet_file_and_one_in_a_label_needs_review()
    {
        // NJ ABC1234 of the fleet file and NY ABC1234 of a label are two plates on two cars.
        var answer = Scenario.With(TwoCars).Fleet("plate,ABC1234,NJ,1000002,,").Nj(Nj("2025-11-12 12:00:00", id: "ABC1234")).Run().Only;

        Assert.Equal(Outcome.NeedsReview, answer.Outcome);
    }

    [Fact]
    public void A_plate_that_fits_a_line_with_its_state_and_one_without_needs_review()
    {
        // The line without a state may mean the same plate.
        var answer = Scenario.With(TwoCars).Fleet("plate,LAA1111,,1000001,,", "plate,LAA1111,NJ,1000002,,").Nj(Nj("2025-11-12 12:00:00", id: "LAA1111-NJ")).Run().Only;

        Assert.Equal(Outcome.NeedsReview, answer.Outcome);
    }

    [Fact]
    public void A_stateless_plate_fits_a_line_with_a_state_also_when_another_line_has_none()
    {
        var answer = Scenario.With(TwoCars).Fleet("plate,LAA1111,,1000001,,", "plate,LAA1111,NJ,1000002,,").Nj(Nj("2025-11-12 12:00:00", id: "LAA1111")).Run().Only;

        Assert.Equal(Outcome.NeedsReview, answer.Outcome);
    }

    [Fact]
    public void A_plate_in_the_labels_of_two_cars_needs_review()
    {
        string[] trips = [TwoCars[0], Trip("60000001", "2025-11-01 00:00", "2025-11-30 00:00", vehicle: "1000002")];

        Assert.Equal(Outcome.NeedsReview, Scenario.With(trips).Nj(Nj("2025-11-12 12:00:00")).Run().Only.Outcome);
    }

    [Fact]
    public void Tag_and_plate_of_one_row_on_two_cars_need_review()
    {
        Outcome With(string car) => Scenario.With(TwoCars).Fleet($"tag,00600000011,,{car},,").Statement("pa.csv", $"{PaHeader}\n{Pa("2025-11-12 12:00", tag: "006 00000011")}\n").Run().Only.Outcome;

        Assert.Equal(Outcome.NeedsReview, With("1000002"));
        Assert.Equal(Outcome.Matched, With("1000001"));
    }

    [Fact]
    public void A_tag_that_moved_between_entry_and_exit_needs_review()
    {
        var toll = Nj("2025-11-10 14:20:00", id: Tag, agency: "NJTP", entryTime: "13:40:00", entryPlaza: "14", plaza: "18E");
        var answer = Scenario.With(TwoCars).Fleet($"tag,{Tag},,1000001,,2025-11-10 14:00", $"tag,{Tag},,1000002,2025-11-10 14:00,").Nj(toll).Run().Only;

        Assert.Equal(Outcome.NeedsReview, answer.Outcome);
    }

    [Fact]
    public void A_tag_that_was_lent_to_another_car_within_the_day_of_a_dateless_toll_needs_review()
    {
        // Mornings and evenings on one car, from 10:00 to 14:00 on the other; the row has a date and no time.
        var answer = TagLine(
            $"11/10/2025,11/10/2025,{Tag},GSP,TOLL,,-,-,,RAS,12S,1,($2.17),Y,BUSINESS,N,$4.00",
            $"tag,{Tag},,1000001,,2025-11-10 10:00", $"tag,{Tag},,1000002,2025-11-10 10:00,2025-11-10 14:00", $"tag,{Tag},,1000001,2025-11-10 14:00,");

        Assert.Equal(Outcome.NeedsReview, answer.Outcome);
    }

    [Fact]
    public void A_tag_that_was_lent_to_another_car_while_a_ticket_was_open_needs_review()
    {
        var toll = Nj("2025-11-10 15:00:00", id: Tag, agency: "NJTP", entryTime: "09:30:00", entryPlaza: "14", plaza: "18E");
        var answer = TagLine(toll, $"tag,{Tag},,1000001,,2025-11-10 10:00", $"tag,{Tag},,1000002,2025-11-10 10:00,2025-11-10 14:00", $"tag,{Tag},,1000001,2025-11-10 14:00,");

        Assert.NotEqual("60000001", answer.Trip);
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("12/31/9999")]
    [InlineData("9999-12-31 23:59")]
    [InlineData("2099-12-31")]
    public void A_distant_end_date_means_no_end(string to) =>
        Assert.Equal(Outcome.Matched, TagToll("2025-11-12 12:00:00", $"tag,{Tag},,1000001,2025-01-01,{to}").Outcome);

    [Fact]
    public void An_identifier_on_no_car_is_listed_in_the_form_of_the_fleet_file()
    {
        var decided = Scenario.With(TwoCars).Nj(
            Nj("2025-11-12 12:00:00", "($2.00)", Tag), Nj("2025-11-14 12:00:00", "($3.50)", Tag), Nj("2025-11-13 12:00:00", "($1.00)", "LAA1111-NJ")).Run();
        var cells = Decided.Cells(decided.Unmapped_csv);

        Assert.Equal(["kind", "value", "state", "vehicle", "from", "to"], cells[0].Take(6));
        Assert.Equal(["tag", "500000012", "", ""], cells[1].Take(4));
        Assert.Equal(["plate", "LAA1111", "NJ", ""], cells[2].Take(4));
        Assert.Equal(("2025-11-12", "2025-11-14", "2", "5.50"), (Cell(1, "first_seen"), Cell(1, "last_seen"), Cell(1, "count"), Cell(1, "dollars")));

        string Cell(int line, string column) => cells[line][Array.IndexOf(cells[0], column)];
    }

    [Fact]
    public void A_likely_car_is_a_suggestion_and_decides_nothing()
    {
        string[] trips = [Trip("50000001", "2025-11-01 00:00", "2025-11-30 00:00"), Trip("60000001", "2025-12-01 00:00", "2025-12-30 00:00", vehicle: "1000002", plate: "NY #XYZ9876")];
        var decided = Scenario.With(trips).Nj([.. Enumerable.Range(10, 6).Select(day => Nj($"2025-11-{day} 12:00:00", id: Tag))]).Run();

        Assert.Equal(["1000001"], Decided.Column(decided.Unmapped_csv, "likely_vehicle"));
        Assert.All(decided.Outcomes, outcome => Assert.Equal(Outcome.Unmapped, outcome));
    }

    [Fact]
    public void A_file_of_one_car_is_that_cars_when_it_is_said()
    {
        const string Text = "Transaction No,Transaction Date / Time,Location,Toll Status*,Amount\n1130800001,11-12-2025 07:36:19,E470 PLAZA D Lane 2 South,AVITOLL,$2.95\n";

        Assert.Equal((Outcome.Matched, "1000001"), (Of("1000001").Outcome, Of("1000001").Vehicle));
        Assert.Equal((Outcome.Matched, "1000002"), (Of("NY XYZ9876").Outcome, Of("NY XYZ9876").Vehicle));
        Assert.Equal(Outcome.Unmapped, Of(null).Outcome);

        static Answer Of(string? car) => Scenario.With(TwoCars).Statement("expresstoll.csv", Text, car).Run().Only;
    }

    [Fact]
    public void A_cars_zone_is_the_zone_of_its_dates()
    {
        // From 2025-11-10 in Los Angeles: 03:00 in New York.
        string[] lines = [$"tag,{Tag},,1000001,2025-11-10,,America/Los_Angeles"];

        Assert.Equal(Outcome.Unmapped, TagToll("2025-11-10 02:59:00", lines).Outcome);
        Assert.Equal(Outcome.Matched, TagToll("2025-11-10 03:00:00", lines).Outcome);
    }

    private static Answer TagToll(string at, params string[] fleet) => TagLine(Nj(at, id: Tag), fleet);

    private static Answer TagLine(string line, params string[] fleet) => Scenario.With(TwoCars).Fleet(fleet).Nj(line).Run().Only;
}
