namespace T2L.Benchmarks.Registry;

/// <summary>Descriptions whose words are as frequent as in a language: the k-th word stands in a share of texts that falls as 1 / k.</summary>
internal sealed class SampleWords
{
    private const int Vocabulary = 20_000;
    private const int WordsInText = 12;
    private static readonly string[] Syllables = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu", "xan", "mer", "tol", "rin", "das"];

    private readonly string[] _words;
    private readonly double[] _shares = new double[Vocabulary];
    private readonly int _seed;

    public SampleWords(int seed)
    {
        _seed = seed;
        _words = [.. Enumerable.Range(0, Vocabulary).Select(Word)];
        var sum = 0.0;
        for (var k = 0; k < Vocabulary; k++)
            _shares[k] = sum += 1.0 / (k + 1);
        for (var k = 0; k < Vocabulary; k++)
            _shares[k] /= sum;
    }

    /// <summary>The k-th most frequent word.</summary>
    public string this[int k] => _words[k];

    /// <summary>The text of a row; the same row has the same text.</summary>
    public string Description(int row)
    {
        var random = new Random(HashCode(row));
        return string.Join(' ', Enumerable.Range(0, WordsInText).Select(_ => Draw(random)));
    }

    private string Draw(Random random)
    {
        var at = Array.BinarySearch(_shares, random.NextDouble());
        return _words[Math.Min(Vocabulary - 1, at < 0 ? ~at : at)];
    }

    private int HashCode(int row) => unchecked((_seed * 486187739) + row);

    // Three digits to base 20 and a fixed end: no two are alike, and no stemmer makes them so.
    private static string Word(int k) => Syllables[k % 20] + Syllables[k / 20 % 20] + Syllables[k / 400 % 20] + Syllables[k / 8000] + "q";
}
