using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Models.Lora;
using T2L.Testing;
using T2L.Tokenizers;
using T2L.Training.RandomModels;
using static TorchSharp.torch;

namespace T2L.Training.Tests.RandomModels;

public sealed class RandomModelFolderTests : IDisposable
{
    private const string Text = "Write the word backwards, e.g. \"stone\" → enots; naïve 漢字\n  42!";
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Tiny => new(RandomModelFolder.Shapes.Where(shape => shape.StartsWith("tiny", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Tiny))]
    public void A_description_becomes_an_adapter_for_the_base_model(string like)
    {
        Write(like);
        using var encoder = TextEncoder.Load(_directory.File("m/encoder"));
        using var generator = LoraGenerator.Load(_directory.File("m/hypernetwork"));
        var adapter = Assert.Single(generator.Generate(encoder.Embed(["Write the word backwards."])));

        using var weights = SafetensorsFile.Open(_directory.File("m/base/model.safetensors"));
        var layers = weights.Tensors.Keys.Count(name => name.EndsWith("q_proj.weight", StringComparison.Ordinal));
        Assert.Equal(layers * 2, adapter.Modules.Count);
        foreach (var (module, lora) in adapter.Modules)
        {
            var weight = weights.Tensors[$"{module}.weight"];
            Assert.Equal(weight.Shape[1], lora.A.Shape[1]);
            Assert.Equal(weight.Shape[0], lora.B.Shape[0]);
            Assert.InRange(lora.A.ToFloats().Max(Math.Abs), 1e-4, 1);
        }
        Assert.Equal($"random/{like}", generator.BaseModel);
    }

    [Theory]
    [MemberData(nameof(Tiny))]
    public void Its_tokenizer_gives_text_back(string like)
    {
        Write(like, "base");
        var tokenizer = Tokenizer.Load(_directory.File("m/base"));
        var ids = tokenizer.Encode(Text);
        Assert.Equal(Text, tokenizer.Decode(ids));
        Assert.All(ids, id => Assert.InRange(id, 0, tokenizer.VocabularySize - 1));
    }

    [Fact]
    public void Full_sized_vocabularies_have_the_real_size_and_join_letters_to_words()
    {
        foreach (var (like, size) in new[] { ("mistral-7b", 32_000), ("qwen2.5-0.5b", 151_646) })
        {
            var shape = ModelShapes.Find(like).Base;
            TokenizerFiles.Write(_directory.File(like), shape);
            var tokenizer = Tokenizer.Load(_directory.File(like));
            Assert.Equal(size, tokenizer.VocabularySize);
            const string english = "Reverse the letters of every word in the sentence that follows.";
            Assert.InRange(tokenizer.Encode(english).Count, english.Length / 5, english.Length / 2);
        }
    }

    [Theory]
    [MemberData(nameof(Tiny))]
    public void The_base_model_answers_and_answers_otherwise_with_its_adapter(string like)
    {
        Write(like, dtype: "float32");
        using var model = LanguageModel.Load(_directory.File("m/base"));
        using var encoder = TextEncoder.Load(_directory.File("m/encoder"));
        using var generator = LoraGenerator.Load(_directory.File("m/hypernetwork"));
        using var adapter = DeviceAdapter.Load(generator.Generate(encoder.Embed(["Write the word backwards."]))[0], model.Config);
        Assert.Equal(generator.BaseModel, model.Name);

        var prompt = tensor(model.Tokenizer.Encode("stone").Select(id => (long)id).ToArray()).unsqueeze(0);
        using var inference = inference_mode();
        var (plain, adapted) = (Scores(null), Scores(BatchAdapters.For([adapter])));
        Assert.All(plain.Concat(adapted), score => Assert.True(float.IsFinite(score)));
        Assert.Equal(plain, Scores(null));
        Assert.True(plain.Zip(adapted, (a, b) => Math.Abs(a - b)).Max() > 1e-4);

        float[] Scores(IProjectionAdapter? added) => model.Network.Logits(model.Network.Hidden(prompt, null, adapter: added)).ToTensorData().ToFloats();
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_others()
    {
        RandomModelFolder.Write(Options("tiny-gemma2", "a"));
        RandomModelFolder.Write(Options("tiny-gemma2", "b"));
        RandomModelFolder.Write(Options("tiny-gemma2", "c") with { Seed = 1 });
        var files = Directory.EnumerateFiles(_directory.File("a"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_directory.File("a"), file)).ToList();
        Assert.Equal(11, files.Count);
        foreach (var file in files)
        {
            Assert.Equal(Of("a", file), Of("b", file));
            var isWeights = Path.GetExtension(file) is ".safetensors" or ".pt" or ".onnx";
            Assert.Equal(isWeights, Of("a", file) != Of("c", file));
        }

        Digest Of(string folder, string file) => Digest.OfFile(Path.Combine(_directory.File(folder), file));
    }

    [Theory]
    [InlineData("gemma-2-2b", 2_614_341_888, 137_706_752 + 4_792_320)]
    [InlineData("mistral-7b", 7_241_732_096, 55_424_000 + 10_223_616)]
    [InlineData("llama-3.1-8b", 8_030_261_248, 230_027_264 + 10_223_616)]
    [InlineData("qwen2.5-0.5b", 494_032_768, 0)]
    public void Full_shapes_have_the_published_numbers_of_parameters(string like, long expected, long hypernetwork)
    {
        var shape = ModelShapes.Find(like);
        Assert.Equal(expected, new RandomBase(shape.Base, like, "bfloat16").Parameters);
        if (hypernetwork > 0)
            Assert.Equal(hypernetwork, new RandomHypernetwork(shape, like).Parameters);
    }

    [Fact]
    public void Refuses_what_it_cannot_do()
    {
        Refuses(Options("gpt-2", "x"), "no shape 'gpt-2'");
        Refuses(Options("tiny-gemma2", "x") with { Parts = ["head"] }, "no part 'head'");
        Refuses(Options("tiny-gemma2", "x") with { DType = "int8" }, "'int8'; expected bfloat16");
        Refuses(Options("tiny-gemma2", "x") with { Layers = 0 }, "expected 1 to 1024");
        Refuses(Options("llama-3.1-8b", "x") with { Layers = 1024, DType = "float32" }, "GB free");
        File.WriteAllText(_directory.File("kept"), "");
        Refuses(Options("tiny-gemma2", ""), "is not empty");
        Assert.Equal(["kept"], Directory.EnumerateFileSystemEntries(_directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_cancelled_writing_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var stop = new Stop(cancellation);
        Assert.Throws<OperationCanceledException>(() => RandomModelFolder.Write(Options("tiny-gemma2", "x"), stop, cancellation.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    public void Dispose() => _directory.Dispose();

    private static void Refuses(RandomModelOptions options, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => RandomModelFolder.Write(options)).Message, StringComparison.Ordinal);

    private RandomModelOptions Options(string like, string folder) => new() { Like = like, Output = _directory.File(folder) };

    private void Write(string like, string? part = null, string dtype = "bfloat16") =>
        RandomModelFolder.Write(Options(like, "m") with { DType = dtype, Parts = part is null ? RandomModelFolder.PartNames : [part] });

    private sealed class Stop(CancellationTokenSource cancellation) : IProgress<WritingProgress>
    {
        public void Report(WritingProgress value) => cancellation.Cancel();
    }
}
