using T2L.Adapters;
using T2L.Contracts;
using T2L.Models;
using T2L.Models.Lora;
using T2L.Svf.Serving;

namespace T2L.Inference.Adapters;

/// <summary>An adapter on the device, of either kind.</summary>
/// <param name="Lora">The LoRA; null where it is an expert.</param>
/// <param name="Expert">The expert; null where it is a LoRA.</param>
internal sealed record BankedAdapter(DeviceAdapter? Lora, DeviceExpert? Expert) : IDisposable
{
    /// <summary>What it does to the model's output; null until it was tried.</summary>
    public MeasuredEffect? Effect { get; init; }

    public AdapterKind Kind => Expert is null ? AdapterKind.Lora : AdapterKind.Svf;

    /// <summary>Device memory that it takes.</summary>
    public long Bytes => Expert?.Bytes ?? Lora!.Bytes;

    /// <summary>The adapters of a batch, for each row none, one, or one of each kind; null where no row has any. The caller disposes it.</summary>
    public static IProjectionAdapter? Batch(IReadOnlyList<IReadOnlyList<BankedAdapter>> rows, TorchSharp.torch.Device device) => ExpertsAndLoras.Of(
        BatchExperts.For([.. rows.Select(row => row.Select(adapter => adapter.Expert).FirstOrDefault(expert => expert is not null))]),
        BatchAdapters.For([.. rows.Select(row => row.Select(adapter => adapter.Lora).FirstOrDefault(lora => lora is not null))], device));

    public void Dispose()
    {
        Lora?.Dispose();
        Expert?.Dispose();
    }
}
