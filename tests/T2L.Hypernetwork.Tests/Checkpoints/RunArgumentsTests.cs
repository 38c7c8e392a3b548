using T2L.Adapters;
using T2L.Hypernetwork.Checkpoints;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Checkpoints;

public sealed class RunArgumentsTests
{
    [Fact]
    public void Reads_what_decides_about_the_network()
    {
        var arguments = Read("""
            additional_eval_descs:
            - dogs;cats;
            eval_ds_info:
              gsm8k:
                descriptions: [a, b]
            autoreg_gen: true
            delta_w_scaling: 400.0
            emb_model: ''
            factorized: True
            hypernet_latent_size: 512
            learnable_AB_offset: yes
            mt_lora_path: train_outputs/sft/mt_lora/x/
            pred_z_score: false
            training_task: recon
            """);
        Assert.Equal(TrainingTask.Reconstruction, arguments.TrainingTask);
        Assert.Equal((true, true, true, (bool?)false), (arguments.WritesRanks, arguments.Factorized, arguments.LearnableOffset, arguments.TargetNormalization));
        Assert.Equal((400, 512, "train_outputs/sft/mt_lora/x/", ""), (arguments.DeltaWeightScaling, arguments.LatentSize, arguments.MultiTaskLora, arguments.EmbeddingModel));
    }

    [Fact]
    public void Missing_keys_have_the_official_defaults()
    {
        var arguments = Read("model_dir: x\nmt_lora_path: null\n");
        Assert.Equal((TrainingTask.Sft, false, 10_000.0), (arguments.TrainingTask, arguments.Factorized, arguments.DeltaWeightScaling));
        Assert.Null(arguments.MultiTaskLora);
        Assert.Null(arguments.TargetNormalization);
    }

    [Fact]
    public void A_number_of_a_hundred_and_one_digits_does_no_harm() =>
        Assert.Equal(TrainingTask.Sft, Read($"save_freq: 1{new string('0', 100)}\ntraining_task: sft\n").TrainingTask);

    [Theory]
    [InlineData("hypernet_latent_size: 1" + "0000000000000000000000000000000000000000")]
    [InlineData("hypernet_latent_size: 3000000000")]
    [InlineData("hypernet_latent_size: null")]
    public void A_latent_size_that_no_network_has_is_not_believed(string text) => Assert.Null(Read(text + "\n").LatentSize);

    [Fact]
    public void Plain_tags_are_read() => Assert.Equal(TrainingTask.Reconstruction, Read("training_task: !!str recon\nseed: !!int 1\n").TrainingTask);

    [Fact]
    public void Aliases_are_passed_over_not_followed()
    {
        var bomb = "a: &a [x, x]\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(char)('b' + i % 20)}{i}: &n{i} [*a, *a, *a]\n"));
        Assert.Equal(400, Read(bomb + "delta_w_scaling: 400\n").DeltaWeightScaling);
    }

    [Theory]
    [InlineData("training_task: rl", "training_task is 'rl'; expected sft or recon")]
    [InlineData("factorized: maybe", "factorized is 'maybe'; expected true or false")]
    [InlineData("delta_w_scaling: 0", "delta_w_scaling is '0'; expected a number above 0")]
    [InlineData("delta_w_scaling: 1e999", "expected a number above 0")]
    [InlineData("- a\n- b", "expected a YAML mapping")]
    [InlineData("just text", "expected a YAML mapping")]
    [InlineData("", "expected a YAML mapping")]
    [InlineData("[a]: b", "expected a YAML mapping")]
    [InlineData("a: 1\na: 2", "'a' occurs twice")]
    [InlineData("a: {b: 1", "not YAML, line")]
    [InlineData("a: \"x", "not YAML, line")]
    [InlineData("a: [x\n? y", "not YAML")]
    [InlineData("seed: !!python/object/apply:os.system [\"true\"]", "line 1 has the tag 'tag:yaml.org,2002:python/object/apply:os.system', which makes an object")]
    [InlineData("a: 1\ntraining_task: !!python/name:os.system ''", "line 2 has the tag")]
    [InlineData("a: [1, {b: !!python/tuple [x]}]", "python/tuple', which makes an object")]
    [InlineData("a: !mine x", "line 1 has the tag '!mine'")]
    [InlineData("!!python/dict {a: 1}", "which makes an object")]
    public void Refuses_what_it_cannot_read(string text, string expected)
    {
        var refusal = Assert.Throws<AdapterFormatException>(() => Read(text));
        Assert.StartsWith("args.yaml: ", refusal.Message);
        Assert.Contains(expected, refusal.Message);
    }

    [Fact]
    public void Refuses_values_nested_without_end() =>
        Assert.Contains("deeper than 64", Assert.Throws<AdapterFormatException>(() => Read($"a: {new string('[', 10_000)}")).Message);

    [Fact]
    public void Refuses_a_file_beyond_the_limit()
    {
        using var folder = new TemporaryDirectory();
        using (var file = File.Create(folder.File("args.yaml")))
            file.SetLength((16 << 20) + 1);
        Assert.Equal(AdapterFormatError.FileTooLarge, Assert.Throws<AdapterFormatException>(() => RunArguments.Read(folder.File("args.yaml"))).Error);
    }

    private static RunArguments Read(string text)
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File("args.yaml"), text);
        return RunArguments.Read(folder.File("args.yaml"));
    }
}
