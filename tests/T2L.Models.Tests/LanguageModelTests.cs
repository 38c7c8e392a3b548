using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Testing;
using T2L.Tokenizers.Formats;
using static TorchSharp.torch;

namespace T2L.Models;

public sealed class LanguageModelTests
{
    [Fact]
    public void What_is_saved_is_loaded_frozen()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path);
        using var original = TinyModel.Random(TinyModel.Config);

        using var model = LanguageModel.Load(folder.Path);

        Assert.Equal("tiny", model.Name);
        Assert.All(model.Network.parameters(), parameter => Assert.False(parameter.requires_grad));
        foreach (var (saved, loaded) in original.named_parameters().Zip(model.Network.named_parameters()))
        {
            Assert.Equal(saved.name, loaded.name);
            Assert.True(saved.parameter.allclose(loaded.parameter, 0, 0));
        }
        Assert.DoesNotContain(Directory.GetFiles(folder.Path), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_name_of_its_own_a_model_has_its_folders()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.File("nano-base"), TinyModel.Config with { Name = null });

        using var model = LanguageModel.Load(folder.File("nano-base") + "/");

        Assert.Equal("nano-base", model.Name);
    }

    [Theory]
    [InlineData(TensorDType.BF16)]
    [InlineData(TensorDType.F16)]
    [InlineData(TensorDType.F64)]
    public void Other_number_formats_are_widened_on_loading(TensorDType dtype)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path);
        var tensors = Rewrite(folder, (_, tensor) => tensor.To(dtype));

        using var network = LanguageModel.LoadNetwork(folder.Path, TinyModel.Config);

        foreach (var (name, parameter) in network.named_parameters())
        {
            Assert.Equal(ScalarType.Float32, parameter.dtype);
            Assert.Equal(tensors[name].ToFloats(), parameter.data<float>().ToArray());
        }
    }

    [Fact]
    public void Shards_are_loaded_through_their_index()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path);
        using var whole = LanguageModel.LoadNetwork(folder.Path, TinyModel.Config);
        Shard(folder, name => name.Contains("layers.1", StringComparison.Ordinal) ? "model-2.safetensors" : "model-1.safetensors");

        using var network = LanguageModel.LoadNetwork(folder.Path, TinyModel.Config);

        foreach (var (expected, actual) in whole.parameters().Zip(network.parameters()))
            Assert.True(expected.allclose(actual, 0, 0));
    }

    [Fact]
    public void An_index_may_not_name_files_elsewhere()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path);
        File.Delete(folder.File("model.safetensors"));
        File.WriteAllText(folder.File("model.safetensors.index.json"), """{"weight_map": {"a": "../other.safetensors"}}""");

        var exception = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));

        Assert.Contains("expected the name of a file in the same folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path);
        Rewrite(folder, (name, tensor) => name is "model.norm.weight" or "lm_head.weight" ? null : tensor);

        var exception = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));

        Assert.Equal(ModelFormatError.MissingTensor, exception.Error);
        Assert.Contains("the weights have no 'lm_head.weight' (2 tensors are missing)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_without_a_place_is_named()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path, TinyModel.Config with { AttentionBias = true, OutputBias = true });
        TinyModel.Config.Save(folder.Path);

        var exception = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));

        Assert.Equal(ModelFormatError.UnexpectedTensor, exception.Error);
        Assert.Matches("'model.layers.0.self_attn.[a-z]_proj.bias' is not part of this model", exception.Message);
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path, TinyModel.Config with { IntermediateSize = 40 });
        TinyModel.Config.Save(folder.Path);

        var exception = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));

        Assert.Equal(ModelFormatError.WrongShape, exception.Error);
        Assert.Matches(@"mlp.down_proj.weight' is \[32, 40\], config.json makes it \[32, 48\]", exception.Message);
    }

    [Fact]
    public void A_configuration_of_a_far_larger_model_is_refused_before_memory_is_taken()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path);
        (TinyModel.Config with { VocabularySize = 1 << 24, HiddenSize = 1 << 20 }).Save(folder.Path); // 64 TB

        var exception = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));

        Assert.Equal(ModelFormatError.MissingTensor, exception.Error);
        Assert.Matches("config.json describes [0-9]{14} parameters, the weights files hold [0-9]{5}", exception.Message);
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("mistral")]
    [InlineData("gemma2")]
    [InlineData("qwen2")]
    public void A_folder_of_each_family_is_loaded_in_either_precision(string type)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path, TinyModel.OfFamily(type));
        using var wide = LanguageModel.Load(folder.Path, CPU, "auto");
        using var narrow = LanguageModel.Load(folder.Path, CPU, "bfloat16");

        Assert.Equal((ScalarType.Float32, ScalarType.BFloat16), (wide.Precision, narrow.Precision));
        foreach (var (name, parameter) in narrow.Network.named_parameters())
        {
            Assert.Equal(name.Contains("norm", StringComparison.Ordinal) ? ScalarType.Float32 : ScalarType.BFloat16, parameter.dtype);
            Assert.True(wide.Network.get_parameter(name)!.to(parameter.dtype).allclose(parameter, 0, 0));
        }
    }

    [Fact]
    public void Whole_numbers_are_no_weights()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path);
        Rewrite(folder, (name, tensor) => name == "model.norm.weight" ? TensorData.FromInt64s(new long[32], 32) : tensor);

        Assert.Equal(ModelFormatError.WrongDType, Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path)).Error);
    }

    [Fact]
    public void Tables_that_old_files_carry_and_a_second_copy_of_a_shared_head_are_passed_over()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path, TinyModel.Config with { TieWordEmbeddings = true });
        Rewrite(folder, (_, tensor) => tensor,
            ("model.layers.0.self_attn.rotary_emb.inv_freq", TensorData.FromFloats(new float[4], 4)),
            ("lm_head.weight", TensorData.FromFloats(new float[4], 4)));

        LanguageModel.Load(folder.Path).Dispose();
    }

    [Fact]
    public void A_tokenizer_with_more_ids_than_the_model_is_refused()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path, TinyModel.Config with { VocabularySize = 50, EosTokenIds = [1] });

        var exception = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(folder.Path));

        Assert.Contains("config.json's vocab_size is 50", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_is_that_of_sha256sums_lines_and_moves_with_every_file()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path);
        string[] names = ["config.json", "model.safetensors", "tokenizer.json"];
        string lines = string.Concat(names.Select(name => $"{Digest.OfFile(folder.File(name)).Hex}  {name}\n"));
        var before = LanguageModel.DigestOf(folder.Path);
        Assert.Equal(Digest.Of(System.Text.Encoding.UTF8.GetBytes(lines)), before);

        foreach (string name in names)
        {
            byte[] bytes = File.ReadAllBytes(folder.File(name));
            File.WriteAllBytes(folder.File(name), [.. bytes, (byte)' ']);
            Assert.NotEqual(before, LanguageModel.DigestOf(folder.Path));
            File.WriteAllBytes(folder.File(name), bytes);
        }
    }

    [Fact]
    public void A_damaged_weights_file_is_refused()
    {
        using var folder = new TemporaryDirectory();
        TinyModel.Write(folder.Path);
        byte[] bytes = File.ReadAllBytes(folder.File("model.safetensors"));
        File.WriteAllBytes(folder.File("model.safetensors"), bytes[..^100]);

        Assert.Throws<AdapterFormatException>(() => LanguageModel.Load(folder.Path));
    }

    private static Dictionary<string, TensorData> Rewrite(
        TemporaryDirectory folder, Func<string, TensorData, TensorData?> change, params (string Name, TensorData Tensor)[] more)
    {
        var tensors = new Dictionary<string, TensorData>();
        using (var file = SafetensorsFile.Open(folder.File("model.safetensors")))
            foreach (string name in file.Tensors.Keys)
                if (change(name, file.Read(name)) is { } tensor)
                    tensors.Add(name, tensor);
        foreach (var (name, tensor) in more)
            tensors.Add(name, tensor);
        SafetensorsWriter.Write(folder.File("model.safetensors"), tensors);
        return tensors;
    }

    private static void Shard(TemporaryDirectory folder, Func<string, string> shardOf)
    {
        var shards = Rewrite(folder, (_, tensor) => tensor).GroupBy(entry => shardOf(entry.Key)).ToArray();
        File.Delete(folder.File("model.safetensors"));
        foreach (var shard in shards)
            SafetensorsWriter.Write(folder.File(shard.Key), shard);
        var map = shards.SelectMany(shard => shard.Select(entry => $"\"{entry.Key}\": \"{shard.Key}\""));
        File.WriteAllText(folder.File("model.safetensors.index.json"), $"{{\"weight_map\": {{{string.Join(", ", map)}}}}}");
    }
}
