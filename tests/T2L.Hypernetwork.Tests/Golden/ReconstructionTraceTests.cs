using System.Text.Json;
using T2L.Adapters;
using T2L.Adapters.PyTorch;
using T2L.Adapters.Safetensors;
using T2L.Hypernetwork.Checkpoints;
using T2L.Models;
using T2L.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Tests.Golden;

/// <summary>Three steps of official reconstruction training: losses, gradients, and the parameters afterwards.</summary>
public sealed class ReconstructionTraceTests
{
    public static TheoryData<string> Cases => GoldenCase.Names("recon_training_trace");

    [GoldenTheory("t2l")]
    [MemberData(nameof(Cases))]
    public void Training_follows_the_official_trace(string name)
    {
        using var scope = NewDisposeScope();
        var folder = Path.Combine(Repository.Family("t2l"), name);
        using var io = SafetensorsFile.Open(Path.Combine(folder, "io.safetensors"));
        var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json"))).RootElement;
        using var network = Load(folder);
        var trained = network.parameters().Where(p => p.requires_grad).ToArray();
        var settings = expected.GetProperty("optimizer");
        var optimizer = optim.AdamW(trained, settings.GetProperty("lr").GetDouble(), weight_decay: settings.GetProperty("weight_decay").GetDouble());
        for (var step = 0; step < expected.GetProperty("steps").GetInt32(); step++)
        {
            foreach (var group in optimizer.ParamGroups)
                group.LearningRate = At(expected, "lr_used_per_step", step);
            optimizer.zero_grad();
            var loss = Loss(network, io);
            loss.backward();
            if (step == 0)
                CompareGradients(network, io);
            Near(At(expected, "loss_per_step", step), loss.item<float>(), 1e-5);
            Near(At(expected, "grad_norm_before_clip_per_step", step), nn.utils.clip_grad_norm_(trained, settings.GetProperty("grad_clip").GetDouble()), 1e-4);
            optimizer.step();
        }

        CompareParameters(network, Path.Combine(folder, "hypermod_after.pt"));
    }

    private static HyperModulator Load(string folder)
    {
        var settings = new[] { HypernetworkLocation.OfficialArguments, HypernetworkLocation.OfficialAdapter }.Select(f => Path.Combine(folder, f));
        var location = new HypernetworkLocation(IsOwnForm: false, Path.Combine(folder, "hypermod_init.pt"), [.. settings]);
        var network = HyperModulator.FromCheckpoint(OfficialCheckpoint.Read(location, moduleOrder: null));
        network.eval(); // the trace was taken without dropout
        return network;
    }

    // Mean over modules of the L1 distance: to both factors, or to their scaled product.
    private static Tensor Loss(HyperModulator network, SafetensorsFile io)
    {
        var embeddings = io.Read("task_embs").ToTensor();                                 // [tasks, embeddings each, E]
        var (tasks, each) = ((int)embeddings.shape[0], embeddings.shape[1]);
        var written = network.forward(embeddings.view(tasks * each, -1));
        var losses = network.Config.Modules.Select(module =>
        {
            var a = Target(network, io, tasks, module, isA: true).repeat_interleave(each, 0);
            var b = Target(network, io, tasks, module, isA: false).repeat_interleave(each, 0);
            var factors = written[module.Name];
            return network.Config.Factorized
                ? ((factors.A - a).abs().mean() + (factors.B - b).abs().mean()) / 2
                : (factors.B.matmul(factors.A) - network.Config.DeltaWeightScaling * b.matmul(a)).abs().mean();
        });
        return stack([.. losses]).mean();
    }

    // [tasks, layers, r, in] or [tasks, layers, out, r]; standardised where the network learns standardised factors.
    private static Tensor Target(HyperModulator network, SafetensorsFile io, int tasks, TargetModule module, bool isA)
    {
        var factor = isA ? "A" : "B";
        var all = Enumerable.Range(0, tasks).Select(task => stack([.. Enumerable.Range(0, network.Config.Layers)
            .Select(layer => io.Read($"target.task{task}.base_model.model.{module.Path(layer)}.lora_{factor}.weight").ToTensor())]));
        var target = stack([.. all]);
        if (network.Config is not { Factorized: true, TargetNormalization: true })
            return target;
        var state = network.state_dict();
        return (target - state[$"mean_recon_target.{factor}.{module.Name}"]) / (state[$"std_recon_target.{factor}.{module.Name}"] + 1e-10);
    }

    private static void CompareGradients(HyperModulator network, SafetensorsFile io)
    {
        foreach (var (name, parameter) in network.named_parameters().Where(p => p.parameter.requires_grad))
        {
            if (!io.Tensors.ContainsKey($"grad_step1.{name}"))
            {
                Assert.True(parameter.grad is null, $"{name} has a gradient");
                continue;
            }

            Compare(name, io.Read($"grad_step1.{name}"), parameter.grad!.ToTensorData(), absolute: 1e-6, relative: 1e-3);
        }
    }

    private static void CompareParameters(HyperModulator network, string file)
    {
        var state = network.state_dict();
        foreach (var (name, expected) in PyTorchCheckpoint.Read(file))
        {
            var frozen = StateLayout.ConstantPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));
            Compare(name, expected, state[name].ToTensorData(), absolute: frozen ? 0 : 2e-5, relative: 0);
        }
    }

    private static void Compare(string name, TensorData expected, TensorData actual, double absolute, double relative)
    {
        foreach (var (wanted, got) in expected.ToFloats().Zip(actual.ToFloats()))
            Assert.True(Math.Abs(wanted - got) <= absolute + relative * Math.Abs(wanted), $"{name}: expected {wanted}, got {got}");
    }

    private static double At(JsonElement json, string name, int step) => json.GetProperty(name)[step].GetDouble();

    private static void Near(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(expected - actual) <= relative * Math.Abs(expected), $"expected {expected}, got {actual}");
}
