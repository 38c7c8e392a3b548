namespace T2L.Training.Tasks;

/// <summary>What the input of an operation looks like. Every input has at most 24 printable ASCII characters.</summary>
public enum InputKind
{
    /// <summary>One lower-case word of 3 to 7 letters, real or made up.</summary>
    Word,

    /// <summary>Two to five lower-case words, separated by single spaces.</summary>
    WordList,

    /// <summary>A whole number from 10 to 999.</summary>
    Number,

    /// <summary>An ISO date, <c>yyyy-mm-dd</c>, from 1900 to 2099, never 29 February.</summary>
    Date,

    /// <summary>A time of day, <c>hh:mm</c>, 00:00 to 23:59.</summary>
    Time,

    /// <summary>A record <c>name,age,city</c>, for instance <c>bob,34,rome</c>.</summary>
    Record,

    /// <summary>An English noun of the lexicon, whose translations and category are known.</summary>
    Noun,

    /// <summary>A length, weight or volume, <c>12 m</c>: a whole number from 1 to 999 and a unit that has a smaller one.</summary>
    Measure,

    /// <summary>Two different whole numbers from 1 to 99, <c>12 45</c>.</summary>
    NumberPair,
}
