using T2L.Adapters;
using T2L.Embedding.Gte;
using T2L.Testing;

namespace T2L.Embedding.Tests.Gte;

public sealed class GteEncoderModelTests : IDisposable
{
    private static readonly string[] Texts = ["reverse", "Reverse the words of it", "the word", "words the reverse reverse words the the", "it"];

    private static readonly WordPieceVocabulary Vocabulary =
        WordPieceVocabulary.Of(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "word", "##s", "of", "reverse", ".", "it"]);

    private static readonly GteEncoderShape Shape = new()
    {
        VocabularySize = 13, HiddenSize = 24, IntermediateSize = 20, Layers = 3, Heads = 3, RopeTheta = 50, RopeScalingFactor = 2, MaxPositions = 64,
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, float[]> _weights = [];

    [Fact]
    public void The_graph_gives_what_the_formulas_give()
    {
        using var encoder = Saved();
        var reference = new GteReference(Shape, _weights);
        foreach (var text in Texts)
        {
            var hidden = reference.Hidden(encoder.Tokenizer.Encode(TaskDescriptionText.Format(text)))[0];
            var scale = Math.Sqrt(Shape.HiddenSize) / Math.Sqrt(hidden.Sum(v => v * v));
            Assert.Equal(hidden.Select(v => (float)(v * scale)), encoder.Embed([text]).ToFloats(), Near(2e-6));
        }
    }

    [Fact]
    public void A_padded_batch_gives_what_its_texts_give_alone()
    {
        using var encoder = Saved();
        var together = encoder.Embed(Texts).ToFloats();
        var apart = Texts.SelectMany(text => encoder.Embed([text]).ToFloats()).ToArray();
        Assert.Equal(apart, together, Near(2e-6));
    }

    [Fact]
    public void Word_order_matters()
    {
        using var encoder = Saved();
        var (one, other) = (encoder.Embed(["the word of it"]).ToFloats(), encoder.Embed(["it of word the"]).ToFloats());
        Assert.True(one.Zip(other, (a, b) => Math.Abs(a - b)).Max() > 1e-3);
    }

    [Fact]
    public void The_large_shape_has_the_published_number_of_parameters() =>
        Assert.Equal(434_139_136, GteEncoderShape.Large.ParameterCount);

    [Fact]
    public void Its_config_tells_the_longest_text()
    {
        using var encoder = Saved();
        Assert.Equal(64, encoder.MaxTokens);
        Assert.Equal(64, encoder.Tokenizer.Encode(string.Join(' ', Enumerable.Repeat("word", 100)), maxTokens: encoder.MaxTokens).Count);
    }

    [Fact]
    public void Refuses_a_vocabulary_that_the_model_has_no_rows_for()
    {
        var refusal = Assert.Throws<ArgumentException>(() => GteEncoderModel.Save(_directory.Path, Shape with { VocabularySize = 11 }, Weight, Vocabulary));
        Assert.Contains("has 12 tokens, the model has rows for 11", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[PAD],[UNK],[CLS],[SEP],a", "no token '[MASK]'")]
    [InlineData("[PAD],[UNK],[CLS],[SEP],[MASK],a,a", "the token 'a' twice")]
    public void Refuses_a_vocabulary_that_is_none(string tokens, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => WordPieceVocabulary.Of(tokens.Split(','))).Message, StringComparison.Ordinal);

    public void Dispose() => _directory.Dispose();

    private TextEncoder Saved()
    {
        GteEncoderModel.Save(_directory.Path, Shape, Weight, Vocabulary);
        return TextEncoder.Load(_directory.Path);
    }

    private TensorSource Weight(string name, long[] size)
    {
        var random = new Random(name.Sum(letter => letter) + (_weights.Count * 1000));
        var values = new float[size.Aggregate(1L, (product, d) => product * d)];
        for (var i = 0; i < values.Length; i++)
            values[i] = (random.NextSingle() * 2) - 1;
        _weights[name] = values;
        return TensorSource.Of(TensorData.FromFloats(values, size));
    }

    private static Func<float, float, bool> Near(double tolerance) => (x, y) => Math.Abs(x - y) <= tolerance * Math.Max(1, Math.Abs(x));
}
