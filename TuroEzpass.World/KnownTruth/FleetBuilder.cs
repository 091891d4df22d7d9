using System.Globalization;
using NodaTime;
using TuroEzpass.World.Cars;

namespace TuroEzpass.World.KnownTruth;

/// <summary>Invents cars, tags and plates.</summary>
internal sealed class FleetBuilder(Dice dice)
{
    private static readonly Home[] Homes =
    [
        Home.NewYork, Home.NewJersey, Home.NewYork, Home.Pennsylvania, Home.NewJersey, Home.Business, Home.Maryland, Home.NewYorkSecondAccount, Home.Florida,
    ];

    private readonly Fleet fleet = new();
    private int plates;

    /// <summary>Builds a fleet large enough for a number of tolls.</summary>
    public static Fleet Build(Dice dice, int tolls)
    {
        var builder = new FleetBuilder(dice);
        // At least two cars per home, so that tags can be swapped and plates confused.
        builder.AddCars(Math.Max(2, tolls / 8000));
        var life = new LifeBuilder(builder.fleet, dice);
        foreach (var car in builder.fleet.Cars.Where(car => !car.HasNoTrips))
            life.Live(car);
        return builder.fleet;
    }

    private void AddCars(int pairsPerHome)
    {
        for (var round = 0; round < pairsPerHome; round++)
        {
            foreach (var home in Homes)
            {
                var isCentral = home == Home.NewJersey && round % 4 == 3;
                var first = AddCar(home, isCentral, hasNoTrips: false);
                var second = AddCar(home, isCentral, hasNoTrips: false);
                if (dice.Chance(0.6))
                    Swap(first, second);
                else if (dice.Chance(0.5))
                    AddSpareTag(first);
                if (dice.Chance(0.3))
                    MakeTwins(first, second);
            }
        }

        foreach (var home in Homes.Distinct())
            AddCar(home, isCentral: false, hasNoTrips: true);
    }

    private Car AddCar(Home home, bool isCentral, bool hasNoTrips)
    {
        var number = fleet.Cars.Count + 1;
        var car = new Car
        {
            Id = (1_000_000 + number).ToString(CultureInfo.InvariantCulture),
            Home = home,
            State = home switch { Home.NewJersey => "NJ", Home.Pennsylvania => "PA", Home.Maryland => "MD", Home.Florida => "FL", _ => "NY" },
            Plate = NewPlate(),
            Tag = NewTag(home, number),
            IsCentral = isCentral,
            HasNoTrips = hasNoTrips,
        };
        fleet.Cars.Add(car);
        return car;
    }

    private string NewPlate()
    {
        var number = plates++;
        return string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (number / 26 % 26))}{(char)('A' + (number % 26))}K{1000 + (number * 7 % 9000):0000}");
    }

    private static string NewTag(Home home, int number) => home switch
    {
        Home.NewJersey => $"005{number:00000000}",
        Home.Pennsylvania => $"006{number:00000000}",
        Home.Maryland => $"024{number:00000000}",
        Home.Florida => $"00123{number:00000000}",
        _ => $"00499{number:000000}",
    };

    private LocalDateTime SomeDay() => WorldClock.FirstDay.PlusDays(dice.Number(120, 450));

    private void Swap(Car first, Car second)
    {
        var day = SomeDay();
        while (WorldClock.IsNearClockChange(day.PlusHours(12)))
            day = day.PlusDays(3);
        var isDay = dice.Chance(0.6);
        var at = isDay ? day : day.PlusHours(dice.Number(8, 20));
        (first.SwapsWith, first.SwapAt, first.SwapIsDay) = (second, at, isDay);
        (second.SwapsWith, second.SwapAt, second.SwapIsDay) = (first, at, isDay);
    }

    private void AddSpareTag(Car car)
    {
        car.SpareTag = NewTag(car.Home, 500_000 + fleet.Cars.Count);
        car.SpareFrom = SomeDay();
        car.SpareTo = car.SpareFrom.PlusDays(dice.Number(20, 90));
    }

    /// <summary>Gives the second car a plate with the first one's letters and another state.</summary>
    private void MakeTwins(Car first, Car second)
    {
        var index = fleet.Cars.IndexOf(second);
        fleet.Cars[index] = new Car
        {
            Id = second.Id,
            Home = second.Home,
            State = first.State == "CT" ? "RI" : "CT",
            Plate = first.Plate,
            Tag = second.Tag,
            IsCentral = second.IsCentral,
            SwapsWith = second.SwapsWith,
            SwapAt = second.SwapAt,
            SwapIsDay = second.SwapIsDay,
            HasTwin = true,
        };
        if (first.SwapsWith is not null)
            first.SwapsWith = fleet.Cars[index];
        first.HasTwin = true;
    }
}
