using System.Globalization;

namespace T2L.Training.Tasks.Inputs;

/// <summary>How an input of each kind is drawn.</summary>
internal static class InputShapes
{
    private const double RealWordShare = 0.35;
    private const double TwoWordListShare = 0.1;
    private static readonly DateOnly FirstDate = new(1900, 1, 1);
    private static readonly int Days = new DateOnly(2100, 1, 1).DayNumber - FirstDate.DayNumber;

    public static Func<Random, string> Of(InputKind kind) => kind switch
    {
        InputKind.Word => Word,
        InputKind.WordList => WordList,
        InputKind.Number => random => random.Next(10, 1000).ToString(CultureInfo.InvariantCulture),
        InputKind.Date => Date,
        InputKind.Time => random => string.Create(CultureInfo.InvariantCulture, $"{random.Next(24):00}:{random.Next(60):00}"),
        InputKind.Record => Record,
        InputKind.Noun => random => Pick(random, Lexicon.Nouns),
        InputKind.Measure => random => string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 1000)} {Pick(random, MeasureUnit.Symbols)}"),
        InputKind.NumberPair => NumberPair,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of input."),
    };

    private static string Word(Random random) =>
        random.NextDouble() < RealWordShare ? Pick(random, CommonWords.All) : PseudoWords.Sample(random);

    private static string WordList(Random random)
    {
        var count = random.NextDouble() < TwoWordListShare ? 2 : random.Next(3, 6);
        while (true)
        {
            var list = Pick(random, CommonWords.Short);
            for (var i = 1; i < count; i++)
                list = $"{list} {Pick(random, CommonWords.Short)}";
            if (list.Length <= InputSampler.MaxInputLength)
                return list;
        }
    }

    private static string Date(Random random)
    {
        while (true)
        {
            var date = FirstDate.AddDays(random.Next(Days));
            // 29 February has no next year.
            if (date is not { Month: 2, Day: 29 })
                return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
    }

    private static string Record(Random random) => string.Create(
        CultureInfo.InvariantCulture, $"{Pick(random, CommonWords.Names)},{random.Next(10, 99)},{Pick(random, CommonWords.Cities)}");

    private static string NumberPair(Random random)
    {
        var first = random.Next(1, 100);
        var second = random.Next(1, 99);
        // Skipping the first number leaves the two different and every pair equally likely.
        return string.Create(CultureInfo.InvariantCulture, $"{first} {(second < first ? second : second + 1)}");
    }

    private static string Pick(Random random, IReadOnlyList<string> items) => items[random.Next(items.Count)];
}
