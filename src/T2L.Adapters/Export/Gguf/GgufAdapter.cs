using T2L.Adapters.Lora;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Export.Gguf;

/// <summary>An adapter as the file that <c>llama-server --lora</c> takes.</summary>
internal static class GgufAdapter
{
    public const string FileName = "adapter.gguf";

    /// <summary>Writes the file; null with the reason where this adapter or its base model cannot be written.</summary>
    /// <param name="adapter">An adapter of one rank and plain alpha, without F64 numbers.</param>
    /// <param name="model">Sizes of its base model; null when unknown.</param>
    /// <param name="reason">One sentence when nothing was written, else empty.</param>
    public static PeftFile? TryWrite(LoraAdapter adapter, BaseModelShape? model, out string reason)
    {
        reason = Fault(adapter, model) ?? "";
        if (reason.Length > 0)
            return null;
        var architecture = GgufArchitecture.Of(model!.Architecture)!;
        var writer = new GgufWriter();
        writer.Add("general.architecture", architecture.Name);
        writer.Add("general.type", "adapter");
        writer.Add("adapter.type", "lora");
        if (adapter.Config.BaseModel.Length > 0)
            writer.Add("general.description", $"LoRA adapter for {adapter.Config.BaseModel}");
        writer.Add("adapter.lora.alpha", (float)adapter.Config.Alpha);
        writer.Add("general.file_type", FileType(adapter));
        foreach (var (path, weights) in adapter.Modules)
        {
            var name = GgufNames.OfWeight(path, architecture, model)!;
            writer.Add(name + ".lora_a", weights.A);
            writer.Add(name + ".lora_b", Reorder(LoraTensorNames.ModuleName(path), weights.B, architecture, model));
        }

        return new PeftFile(FileName, writer.ToBytes());
    }

    private static string? Fault(LoraAdapter adapter, BaseModelShape? model)
    {
        if (model is null)
            return $"{FileName} was not written: the order of its rows depends on the base model. Name the folder of its config.json with --base.";
        if (GgufArchitecture.Of(model.Architecture) is not { } architecture)
        {
            return $"{FileName} was not written: '{model.Architecture}' is not among {GgufArchitecture.ModelClasses}. "
                + "Run llama.cpp's convert_lora_to_gguf.py on this folder; its scale is folded already.";
        }

        var strange = adapter.Modules.Keys.FirstOrDefault(path => GgufNames.OfWeight(path, architecture, model) is null);
        if (strange is not null)
            return $"{FileName} was not written: '{strange}' has no tensor of its own in a {architecture.Name} model of {model.Layers} layers as llama.cpp stores it.";
        var odd = adapter.Modules.FirstOrDefault(module =>
            HeadsOf(LoraTensorNames.ModuleName(module.Key), architecture, model) is { } heads && module.Value.B.Shape[0] % (2L * heads) != 0);
        return odd.Key is null ? null : $"{FileName} was not written: lora_B of '{odd.Key}' has {odd.Value.B.Shape[0]} rows, which the base model's heads do not divide.";
    }

    private static TensorData Reorder(string module, TensorData b, GgufArchitecture architecture, BaseModelShape model) =>
        HeadsOf(module, architecture, model) is { } heads ? RotaryRows.Interleave(b, heads) : b;

    private static int? HeadsOf(string module, GgufArchitecture architecture, BaseModelShape model) => module switch
    {
        "q_proj" when architecture.InterleavesRotaryRows => model.Heads,
        "k_proj" when architecture.InterleavesRotaryRows => model.KeyValueHeads,
        _ => null,
    };

    // What most numbers are; llama.cpp shows it and reads each tensor by its own type.
    private static uint FileType(LoraAdapter adapter) => adapter.Modules.First().Value.A.DType switch
    {
        TensorDType.F16 => 1,
        TensorDType.BF16 => 32,
        _ => 0,
    };
}
