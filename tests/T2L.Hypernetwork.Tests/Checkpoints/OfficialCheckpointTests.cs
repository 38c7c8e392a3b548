using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Hypernetwork.Checkpoints;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Checkpoints;

public sealed class OfficialCheckpointTests
{
    public static TheoryData<int> Networks => [.. Enumerable.Range(0, All.Length)];

    private static HypernetworkConfig[] All =>
    [
        .. SmallNetworks.AllVariants(),
        .. SmallNetworks.AllVariants().Select(c => c with { Lora = c.Lora with { Rank = 1 } }),
        .. Enum.GetValues<TaskEncoderKind>().Select(e => SmallNetworks.Config(HeadVariant.L, encoder: e)),
        SmallNetworks.Config() with { HeadBias = false, TargetNormalization = true, TrainingTask = TrainingTask.Reconstruction },
        SmallNetworks.Config() with { Modules = [.. SmallNetworks.Config().Modules.Reverse()] },
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Everything_is_read_off_the_files(int index)
    {
        var config = All[index];
        using var run = new RunFolder(config);
        var read = run.Read();
        Assert.Equal(config with { Modules = read.Config.Modules }, read.Config);
        Assert.Equal(config.Modules, read.Config.Modules);
        Assert.Equal(SmallNetworks.Random(config).State.AsEnumerable(), read.State.AsEnumerable());
    }

    [Fact]
    public void The_order_of_modules_is_that_of_the_heads_unless_overruled()
    {
        var config = SmallNetworks.Config() with { Modules = [.. SmallNetworks.Config().Modules.Reverse()] };
        using var run = new RunFolder(config);
        Assert.Equal(["v_proj", "q_proj"], run.Read().Config.Modules.Select(m => m.Name));
        Assert.Equal(["q_proj", "v_proj"], run.Read(["q_proj", "v_proj"]).Config.Modules.Select(m => m.Name));
        var refusal = Assert.Throws<AdapterFormatException>(() => run.Read(["q_proj"]));
        Assert.Contains("module order asked for is q_proj; expected all of v_proj, q_proj", refusal.Message);
    }

    [Fact]
    public void An_intermediate_checkpoint_takes_its_settings_from_the_run()
    {
        using var run = new RunFolder(SmallNetworks.Config(), weights: "checkpoints/it_100/hypermod.pt");
        foreach (var path in new[] { "checkpoints/it_100", "checkpoints/it_100/", "checkpoints/it_100/hypermod.pt" })
            Assert.Equal(9, HypernetworkCheckpoint.Read(Path.Combine(run.Path, path)).Config.HeadInputSize);
    }

    [Fact]
    public void Unknown_tensors_are_passed_over()
    {
        using var run = new RunFolder(SmallNetworks.Config(), s => s.Add("optimizer.step", TensorData.FromInt64s([1], 1)));
        Assert.DoesNotContain("optimizer.step", run.Read().State.Keys);
        Assert.Equal(["optimizer.step"], run.Read().UnknownTensors);
    }

    [Fact]
    public void A_run_that_was_stopped_names_its_newest_checkpoint()
    {
        using var run = new RunFolder(SmallNetworks.Config(), weights: "checkpoints/it_100/hypermod.pt");
        Directory.CreateDirectory(Path.Combine(run.Path, "checkpoints", "it_90"));
        File.Copy(Path.Combine(run.Path, "checkpoints/it_100/hypermod.pt"), Path.Combine(run.Path, "checkpoints/it_90/hypermod.pt"));
        Assert.EndsWith("name one, for instance '" + Path.Combine(run.Path, "checkpoints", "it_100") + "'.", run.Refusal().Message);
    }

    [Fact]
    public void A_parent_folder_named_checkpoint_does_no_harm()
    {
        using var run = new RunFolder(SmallNetworks.Config());
        using var folder = new TemporaryDirectory();
        var moved = Directory.CreateDirectory(folder.File("checkpoints-of-mine/run")).FullName;
        foreach (var file in Directory.GetFiles(run.Path))
            File.Copy(file, Path.Combine(moved, Path.GetFileName(file)));
        Assert.Equal(run.Read().Config.Layers, HypernetworkCheckpoint.Read(moved).Config.Layers);
    }

    // A safetensors file is sorted; its order says nothing.
    [Theory]
    [InlineData(null, "v_proj,q_proj", "v_proj,q_proj")]
    [InlineData("q_proj,v_proj", "v_proj,q_proj", "q_proj,v_proj")]
    [InlineData("q_proj, v_proj", "q_proj,v_proj", "q_proj,v_proj")]
    public void A_re_export_takes_the_order_of_modules_from_its_metadata_or_from_adapter_config(string? stated, string configured, string expected)
    {
        var config = SmallNetworks.Config();
        using var run = new RunFolder(config with { Lora = config.Lora with { TargetModules = configured.Split(',') } });
        var metadata = new Dictionary<string, string>();
        if (stated is not null)
            metadata["module_order"] = stated;
        SafetensorsWriter.Write(Path.Combine(run.Path, HypernetworkLocation.ReexportedWeights), SmallNetworks.Random(config).State, metadata);
        File.Delete(Path.Combine(run.Path, HypernetworkLocation.OfficialWeights));
        Assert.Equal(expected.Split(','), run.Read().Config.Modules.Select(m => m.Name));
        Assert.Equal(["v_proj", "q_proj"], run.Read(["v_proj", "q_proj"]).Config.Modules.Select(m => m.Name));
    }

    [Theory]
    [InlineData("encoder_type: vq")]
    [InlineData("head_use_bias: false")]
    [InlineData("head_in_size: 2048\nhypernet_latent_size_: 512")]
    [InlineData("shared_AB_head: true")]
    [InlineData("learnable_pos_emb: true")]
    [InlineData("target_modules:\n- v_proj\n- q_proj")]
    [InlineData("save_freq: 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000")]
    public void Arguments_that_mislead_are_not_believed(string arguments)
    {
        var config = SmallNetworks.Config();
        using var run = new RunFolder(config, arguments: arguments);
        var read = run.Read().Config;
        Assert.Equal(config with { Modules = read.Modules }, read);
        Assert.Equal(config.Modules, read.Modules);
    }

    [Fact]
    public void A_latent_size_that_the_checkpoint_contradicts_is_not_believed()
    {
        var config = SmallNetworks.Config();
        using var run = new RunFolder(config);
        var path = Path.Combine(run.Path, HypernetworkLocation.OfficialArguments);
        File.WriteAllText(path, File.ReadAllText(path).Replace("hypernet_latent_size: 12", "hypernet_latent_size: 512", StringComparison.Ordinal));
        Assert.Equal(12, run.Read().Config.LatentSize);
    }

    [Fact]
    public void Half_precision_numbers_are_widened()
    {
        using var run = new RunFolder(SmallNetworks.Config(), s => s["mixer.1.bias"] = s["mixer.1.bias"].To(TensorDType.BF16));
        Assert.Equal(TensorDType.F32, run.Read().State["mixer.1.bias"].DType);
    }

    [Fact]
    public void Statistics_that_nobody_uses_may_be_NaN_and_used_ones_may_not()
    {
        static void Spoil(OrderedDictionary<string, TensorData> state) => state["std_recon_target.A.q_proj"] = Filled(state["std_recon_target.A.q_proj"].Shape, float.NaN);
        using var sft = new RunFolder(SmallNetworks.Config(), Spoil);
        sft.Read();
        using var reconstruction = new RunFolder(SmallNetworks.Config() with { TrainingTask = TrainingTask.Reconstruction, TargetNormalization = true }, Spoil);
        Assert.Equal(AdapterFormatError.NotFinite, reconstruction.Refusal().Error);
    }

    [Theory]
    [InlineData("mixer.4.bias", AdapterFormatError.MissingTensor)]
    [InlineData("heads.q_proj.weight", AdapterFormatError.MissingTensor)]
    [InlineData("AB_offset.A.v_proj", AdapterFormatError.MissingTensor)]
    [InlineData("task_encoder.mlp.0.weight", AdapterFormatError.MissingTensor)]
    [InlineData("heads.q_proj.bias", AdapterFormatError.MissingTensor)]
    public void Names_a_tensor_that_is_missing(string name, AdapterFormatError error)
    {
        using var run = new RunFolder(SmallNetworks.Config(), s => s.Remove(name));
        var refusal = run.Refusal();
        Assert.Equal((error, name), (refusal.Error, refusal.Tensor));
        Assert.StartsWith("hypermod.pt: ", refusal.Message);
    }

    [Theory]
    [InlineData("mlp1.mlp.1.weight")]
    [InlineData("heads.v_proj.weight")]
    [InlineData("AB_offset.B.q_proj")]
    [InlineData("layer_type_encoder.0.weight")]
    public void Names_a_tensor_of_the_wrong_shape(string name)
    {
        using var run = new RunFolder(SmallNetworks.Config(), s => s[name] = Filled([.. s[name].Shape.SkipLast(1), s[name].Shape[^1] + 1], 0));
        var refusal = run.Refusal();
        Assert.True(refusal.Error is AdapterFormatError.ShapeMismatch or AdapterFormatError.RankMismatch, refusal.Message);
    }

    [Fact]
    public void Names_a_tensor_that_holds_no_number()
    {
        using var run = new RunFolder(SmallNetworks.Config(), s => s["mlp3.4.weight"] = Filled(s["mlp3.4.weight"].Shape, float.PositiveInfinity));
        Assert.Equal("hypermod.pt: tensor 'mlp3.4.weight' holds NaN or infinity at element 0.", run.Refusal().Message);
    }

    [Fact]
    public void Refuses_whole_numbers()
    {
        using var run = new RunFolder(SmallNetworks.Config(), s => s["mlp3.4.bias"] = TensorData.FromInt64s(new long[9], 9));
        Assert.Equal(AdapterFormatError.DTypeMismatch, run.Refusal().Error);
    }

    [Fact]
    public void Refuses_an_adapter_configuration_of_another_rank()
    {
        using var run = new RunFolder(SmallNetworks.Config());
        Rewrite(run, "\"r\": 3", "\"r\": 4");
        Assert.Equal("hypermod.pt: the checkpoint writes rank 3, adapter_config.json says r 4.", run.Refusal().Message);
    }

    [Fact]
    public void Refuses_an_adapter_configuration_of_other_modules()
    {
        using var run = new RunFolder(SmallNetworks.Config());
        Rewrite(run, "v_proj", "k_proj");
        Assert.Contains("heads for q_proj, v_proj, adapter_config.json targets q_proj, k_proj", run.Refusal().Message);
    }

    [Theory]
    [InlineData(HypernetworkLocation.OfficialArguments)]
    [InlineData(HypernetworkLocation.OfficialAdapter)]
    public void Names_a_file_that_is_missing(string name)
    {
        using var run = new RunFolder(SmallNetworks.Config());
        File.Delete(Path.Combine(run.Path, name));
        var refusal = run.Refusal();
        Assert.Equal(AdapterFormatError.FileMissing, refusal.Error);
        Assert.StartsWith($"{name}: the hypernetwork in ", refusal.Message);
    }

    [Fact]
    public void Says_what_a_hypernetwork_consists_of_where_there_is_none() =>
        Assert.Contains("expected hypernetwork.json and hypernetwork.safetensors, or an official checkpoint",
            Assert.Throws<AdapterFormatException>(() => HypernetworkCheckpoint.Read("/nonexistent")).Message);

    private static void Rewrite(RunFolder run, string old, string text)
    {
        var path = Path.Combine(run.Path, HypernetworkLocation.OfficialAdapter);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, text, StringComparison.Ordinal));
    }

    private static TensorData Filled(IReadOnlyList<long> shape, float value)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        Array.Fill(values, value);
        return TensorData.FromFloats(values, [.. shape]);
    }
}
