using T2L.Embedding.Tests.Inference;
using T2L.Embedding.Tests.Nano;
using T2L.Testing;

namespace T2L.Embedding.Tests;

public class TextEncoderTests
{
    private static readonly string[] Texts = ["the", "words reverse the words", "reverse", "the words", "Reverse the words. The", "word"];

    [Fact]
    public void Pools_the_first_position_and_scales_to_norm_root_e()
    {
        using var files = new TinyEncoder();
        using var encoder = TextEncoder.Load(files.Path);
        var embedding = encoder.Embed(["the words"]);
        Assert.Equal([1L, 4], embedding.Shape);
        // [CLS] the word ##s . [SEP]: the full stop was added.
        Assert.Equal(Scaled(TinyEncoder.Mean([1, 8, 6, 7, 9, 2])), embedding.ToFloats(), Near(1e-6));
        Assert.Equal(2, Math.Sqrt(embedding.ToFloats().Sum(v => (double)v * v)), 6);
    }

    [Fact]
    public void A_batch_equals_its_texts_one_by_one_in_the_same_order()
    {
        using var files = new TinyEncoder();
        using var encoder = TextEncoder.Load(files.Path);
        var together = encoder.Embed(Texts).ToFloats();
        var apart = Texts.SelectMany(t => encoder.Embed([t]).ToFloats()).ToArray();
        Assert.Equal(apart, together, Near(1e-6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(16)]
    public void Several_runs_give_what_one_run_gives(int maxTokensPerRun)
    {
        using var files = new TinyEncoder();
        using var whole = TextEncoder.Load(files.Path);
        using var split = TextEncoder.Load(files.Path, new TextEncoderOptions { MaxTokensPerRun = maxTokensPerRun, Threads = 1 });
        Assert.Equal(whole.Embed(Texts).ToFloats(), split.Embed(Texts).ToFloats(), Near(1e-6));
    }

    [Fact]
    public void The_nano_encoder_gives_the_same_alone_and_in_a_batch()
    {
        using var directory = new TemporaryDirectory();
        Embedding.Nano.NgramEncoderModel.Save(directory.Path, NgramFixture.Weights(), NgramFixture.Vocabulary);
        using var encoder = TextEncoder.Load(directory.Path);
        var together = encoder.Embed(NgramFixture.Descriptions).ToFloats();
        var apart = NgramFixture.Descriptions.SelectMany(t => encoder.Embed([t]).ToFloats()).ToArray();
        Assert.Equal(apart, together, Near(1e-6));
    }

    [Fact]
    public void Description_and_the_same_with_full_stop_are_one()
    {
        using var files = new TinyEncoder();
        using var encoder = TextEncoder.Load(files.Path);
        Assert.Equal(encoder.Embed(["the words."]), encoder.Embed([" the words\n"]));
    }

    [Fact]
    public void Token_types_are_given_only_where_the_model_asks_for_them()
    {
        using var files = new TinyEncoder(TinyEncoder.Model(types: false));
        using var encoder = TextEncoder.Load(files.Path);
        Assert.Equal(Scaled(TinyEncoder.Mean([1, 8, 9, 2])), encoder.Embed(["the"]).ToFloats(), Near(1e-6));
    }

    [Fact]
    public void Float16_output_is_widened()
    {
        using var files = new TinyEncoder(TinyEncoder.Model(half: true));
        using var encoder = TextEncoder.Load(files.Path);
        Assert.Equal(Scaled(TinyEncoder.Mean([1, 8, 9, 2])), encoder.Embed(["the"]).ToFloats(), Near(1e-6)); // 5 and 37.5 are exact in float16
    }

    [Fact]
    public void A_size_that_the_model_does_not_declare_is_found_by_a_run()
    {
        using var files = new TinyEncoder(TinyEncoder.Model(size: "size"));
        using var encoder = TextEncoder.Load(files.Path);
        Assert.Equal(4, encoder.Size);
    }

    [Fact]
    public void Long_texts_are_cut_at_the_limit()
    {
        using var files = new TinyEncoder();
        using var encoder = TextEncoder.Load(files.Path, new TextEncoderOptions { MaxTokens = 4 });
        Assert.Equal(Scaled(TinyEncoder.Mean([1, 8, 8, 2])), encoder.Embed(["the the the the the"]).ToFloats(), Near(1e-6));
    }

    [Fact]
    public void The_limit_is_8192_or_what_the_model_itself_allows()
    {
        using var files = new TinyEncoder();
        using (var encoder = TextEncoder.Load(files.Path))
            Assert.Equal(8192, encoder.MaxTokens);
        File.WriteAllText(Path.Combine(files.Path, "config.json"), """{ "max_position_embeddings": 512 }""");
        using (var encoder = TextEncoder.Load(files.Path))
            Assert.Equal(512, encoder.MaxTokens);
    }

    [Fact]
    public void The_digest_follows_the_content_and_not_the_place()
    {
        using var one = new TinyEncoder();
        using var same = new TinyEncoder();
        using var other = new TinyEncoder(TinyEncoder.Model(types: false));
        Assert.Equal(DigestOf(one.Path), DigestOf(same.Path));
        Assert.NotEqual(DigestOf(one.Path), DigestOf(other.Path));
        File.AppendAllText(Path.Combine(same.Path, "tokenizer.json"), " ");
        Assert.NotEqual(DigestOf(one.Path), DigestOf(same.Path));
        File.WriteAllText(Path.Combine(one.Path, "README.md"), "not part of it");
        var before = DigestOf(one.Path);
        File.WriteAllText(Path.Combine(one.Path, "model.onnx_data"), "weights beside the model");
        Assert.NotEqual(before, DigestOf(one.Path));
    }

    [Fact]
    public void The_model_may_lie_in_a_folder_onnx()
    {
        using var files = new TinyEncoder();
        Directory.CreateDirectory(Path.Combine(files.Path, "onnx"));
        File.Move(Path.Combine(files.Path, "model.onnx"), Path.Combine(files.Path, "onnx", "model.onnx"));
        using var encoder = TextEncoder.Load(files.Path);
        Assert.Equal(4, encoder.Size);
    }

    [Fact]
    public void Empty_descriptions_are_refused_by_number()
    {
        using var files = new TinyEncoder();
        using var encoder = TextEncoder.Load(files.Path);
        var empty = Assert.Throws<ArgumentException>(() => encoder.Embed(["the", " \n"]));
        Assert.StartsWith("Task description 2 of 2 is empty.", empty.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => encoder.Embed([]));
    }

    [Fact]
    public void Cancelled_work_ends()
    {
        using var files = new TinyEncoder();
        using var encoder = TextEncoder.Load(files.Path);
        Assert.ThrowsAny<OperationCanceledException>(() => encoder.Embed(["the"], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Several_threads_share_an_encoder()
    {
        using var files = new TinyEncoder();
        using var encoder = TextEncoder.Load(files.Path);
        var expected = encoder.Embed(Texts);
        Parallel.For(0, 50, _ => Assert.Equal(expected, encoder.Embed(Texts)));
    }

    private static T2L.Adapters.Digest DigestOf(string path)
    {
        using var encoder = TextEncoder.Load(path);
        return encoder.Digest;
    }

    private static float[] Scaled(double[] vector)
    {
        var norm = Math.Sqrt(vector.Sum(v => v * v));
        return Array.ConvertAll(vector, v => (float)(v / norm * Math.Sqrt(vector.Length)));
    }

    private static Func<float, float, bool> Near(double tolerance) => (a, b) => Math.Abs(a - b) <= tolerance * (1 + Math.Abs(a));
}
