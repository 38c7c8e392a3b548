using T2L.Adapters.Export.Gguf;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Export;

/// <summary>Rewrites an adapter so that a given server computes the same ΔW from it as PEFT does.</summary>
/// <remarks>What each server reads and ignores, with sources, is in <c>docs/exports.md</c>.</remarks>
public static class AdapterExport
{
    /// <summary>Exports an adapter.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="server">Who will read it.</param>
    /// <param name="options">What else may change.</param>
    /// <returns>The rewritten adapter and its files.</returns>
    /// <exception cref="AdapterFormatException">A number does not fit the wanted type, or fused modules cannot be cut.</exception>
    public static ExportedAdapter For(Server server, LoraAdapter adapter, ExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(options);
        var changes = new List<string>();
        if (options.SplitFused)
            adapter = FusedModules.Split(adapter, options.Base, changes);
        adapter = Rescale(server, adapter, changes);
        if ((options.DType ?? WidestFor(server, adapter)) is { } dtype)
            adapter = NumberType.Change(adapter, dtype, changes);
        if (server != Server.LlamaCpp)
            return new ExportedAdapter(adapter, PeftDirectory.ToFiles(adapter), changes, []);

        var gguf = GgufAdapter.TryWrite(adapter, options.Base, out var reason);
        return gguf is null
            ? new ExportedAdapter(adapter, PeftDirectory.ToFiles(adapter), changes, [reason])
            : new ExportedAdapter(adapter, [.. PeftDirectory.ToFiles(adapter), gguf], changes, []);
    }

    // GGUF files of models hold no F64.
    private static TensorDType? WidestFor(Server server, LoraAdapter adapter) =>
        server == Server.LlamaCpp && adapter.Modules.Values.Any(weights => weights.A.DType == TensorDType.F64) ? TensorDType.F32 : null;

    private static LoraAdapter Rescale(Server server, LoraAdapter adapter, List<string> changes)
    {
        var config = adapter.Config;
        var patterns = config.RankPattern.Count > 0 || config.AlphaPattern.Count > 0;
        var rank = adapter.Modules.Keys.Max(config.RankFor);
        return server switch
        {
            Server.Vllm when patterns => PlainScaling.Fold(adapter, rank, changes),
            Server.Lorax when patterns || LoraxRank.Of(rank) != rank => PlainScaling.Fold(adapter, LoraxRank.Of(rank), changes),
            Server.SgLang when patterns || config.UseRsLora => PlainScaling.Fold(adapter, rank, changes),
            // llama.cpp takes an alpha of 0 for "no alpha" and scales by 1.
            Server.LlamaCpp when patterns || config.UseRsLora || config.Alpha == 0 => PlainScaling.Fold(adapter, rank, changes),
            _ => adapter,
        };
    }
}
