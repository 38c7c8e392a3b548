using Microsoft.ML.OnnxRuntime;
using T2L.Embedding.Nano;
using T2L.Testing;

namespace T2L.Embedding.Tests.Nano;

public class NgramEncoderModelTests
{
    [Theory]
    [InlineData(NgramPrecision.Float32, true)]
    [InlineData(NgramPrecision.Float16, true)]
    [InlineData(NgramPrecision.Int8, true)]
    [InlineData(NgramPrecision.Int8, false)]
    public void The_graph_computes_what_the_reference_does(NgramPrecision precision, bool skips)
    {
        var weights = NgramFixture.Weights(skips: skips);
        var expected = precision switch { NgramPrecision.Float16 => weights.RoundedToHalf(), NgramPrecision.Int8 => weights.RoundedToInt8(), _ => weights };
        using var session = new InferenceSession(NgramEncoderModel.ToOnnx(weights, precision));
        var random = new Random(3);
        for (var length = 1; length <= 40; length++)
        {
            var ids = Enumerable.Range(0, length).Select(_ => random.Next(weights.Features.VocabularySize)).ToArray();
            var hidden = Run(session, [ids]);
            Close(expected.TextVector(ids), hidden[0][0]);
        }
    }

    [Fact]
    public void Optimisation_does_not_change_the_result()
    {
        var weights = NgramFixture.Weights();
        var ids = NgramFixture.Vocabulary.ToTokenizer().Encode("Reverse the unknownword.").ToArray();
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL };
        using var session = new InferenceSession(NgramEncoderModel.ToOnnx(weights), options);
        Close(weights.RoundedToInt8().TextVector(ids), Run(session, [ids])[0][0]);
    }

    [Fact]
    public void Padding_changes_nothing_and_every_position_holds_the_text_vector()
    {
        var weights = NgramFixture.Weights();
        using var session = new InferenceSession(NgramEncoderModel.ToOnnx(weights));
        int[] text = [1, 9, 30, 8, 2], longer = [1, 44, 9, 9, 61, 72, 5, 2];
        var alone = Run(session, [text])[0];
        var padded = Run(session, [text, longer])[0];
        Assert.Equal(longer.Length, padded.Length);
        Assert.All(padded, position => Close(alone[0], position, 1e-6f));
        Assert.All(alone, position => Assert.Equal(alone[0], position));
    }

    [Fact]
    public void A_text_without_features_is_zero()
    {
        var weights = NgramFixture.Weights();
        using var session = new InferenceSession(NgramEncoderModel.ToOnnx(weights));
        Assert.All(Run(session, [[1, 2]])[0][0], v => Assert.Equal(0, v));
    }

    [Fact]
    public void Half_precision_halves_the_file_and_int8_quarters_it()
    {
        var weights = NgramFixture.Weights(size: 64, buckets: 4096);
        var whole = (double)NgramEncoderModel.ToOnnx(weights, NgramPrecision.Float32).Length;
        Assert.InRange(NgramEncoderModel.ToOnnx(weights, NgramPrecision.Float16).Length / whole, 0.5, 0.53);
        Assert.InRange(NgramEncoderModel.ToOnnx(weights, NgramPrecision.Int8).Length / whole, 0.25, 0.29);
    }

    [Fact]
    public void Int8_moves_no_element_by_more_than_half_a_step()
    {
        var weights = NgramFixture.Weights();
        weights.Unigrams.AsSpan(0, weights.Size).Clear();
        var rounded = weights.RoundedToInt8();
        for (var row = 0; row < weights.Features.VocabularySize; row++)
        {
            var step = Math.Exp(rounded.LogWeights[row] - weights.LogWeights[row]);
            for (var i = row * weights.Size; i < (row + 1) * weights.Size; i++)
                Assert.InRange(rounded.Unigrams[i] * step - weights.Unigrams[i], -0.501 * step, 0.501 * step);
        }
    }

    [Fact]
    public void A_saved_encoder_loads_and_embeds()
    {
        using var directory = new TemporaryDirectory();
        var weights = NgramFixture.Weights();
        NgramEncoderModel.Save(directory.File("encoder"), weights, NgramFixture.Vocabulary);
        Assert.Equal(["model.onnx", "tokenizer.json"], Directory.GetFiles(directory.File("encoder")).Select(Path.GetFileName).Order());
        using var encoder = TextEncoder.Load(directory.File("encoder"));
        Assert.Equal(24, encoder.Size);
        var vector = weights.RoundedToInt8().TextVector(encoder.Tokenizer.Encode("Sort the words."));
        var norm = Math.Sqrt(vector.Sum(v => (double)v * v));
        Close(Array.ConvertAll(vector, v => (float)(v / norm * Math.Sqrt(24))), encoder.Embed(["Sort the words"]).ToFloats());
    }

    [Fact]
    public void Refuses_a_vocabulary_of_another_size()
    {
        using var directory = new TemporaryDirectory();
        var other = WordPieceVocabulary.Train(["only these words"], 300);
        var error = Assert.Throws<ArgumentException>(() => NgramEncoderModel.Save(directory.Path, NgramFixture.Weights(), other));
        Assert.Contains($"The vocabulary has {other.Tokens.Count} tokens, the weights were trained with {NgramFixture.Vocabulary.Tokens.Count}.", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public void Refuses_weights_that_do_not_fit()
    {
        var features = new NgramFeatures(10, 5, 4);
        var length = Assert.Throws<ArgumentException>(() => new NgramEncoderWeights(features, 2, new float[20], new float[9], new float[15]));
        Assert.StartsWith("hashed has 9 elements, expected 5 × 2.", length.Message, StringComparison.Ordinal);
        float[] broken = [0, float.NaN, .. new float[18]];
        var nan = Assert.Throws<ArgumentException>(() => new NgramEncoderWeights(features, 2, broken, new float[10], new float[15]));
        Assert.StartsWith("unigrams[1] is NaN; training may have diverged.", nan.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_hash_constants_out_of_range()
    {
        var features = new NgramFeatures(10, 5, 4) { Skips = new NgramHash(0, 1, 0) };
        var weights = new NgramEncoderWeights(features, 1, new float[10], new float[5], new float[15]);
        var error = Assert.Throws<ArgumentException>(() => NgramEncoderModel.ToOnnx(weights));
        Assert.StartsWith("Skips is NgramHash { Left = 0,", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Hidden states by row and position, the rows filled up on the right.</summary>
    private static float[][][] Run(InferenceSession session, int[][] rows)
    {
        var length = rows.Max(r => r.Length);
        long[] shape = [rows.Length, length];
        var ids = rows.SelectMany(r => r.Select(i => (long)i).Concat(new long[length - r.Length])).ToArray();
        var mask = rows.SelectMany(r => r.Select(_ => 1L).Concat(new long[length - r.Length])).ToArray();
        using var idValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typeValue = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        using var options = new RunOptions();
        var inputs = new Dictionary<string, OrtValue> { ["input_ids"] = idValue, ["attention_mask"] = maskValue, ["token_type_ids"] = typeValue };
        using var outputs = session.Run(options, inputs, ["last_hidden_state"]);
        var values = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        return values.Chunk(values.Length / rows.Length).Select(row => row.Chunk(row.Length / length).ToArray()).ToArray();
    }

    private static void Close(float[] expected, float[] actual, float tolerance = 1e-5f)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i] - expected[i], -tolerance * (1 + Math.Abs(expected[i])), tolerance * (1 + Math.Abs(expected[i])));
    }
}
