using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Contracts;

namespace T2L.Cli.Commands;

/// <summary>An engine's source that holds one adapter, or none, without a registry.</summary>
internal sealed class SingleAdapter(LoraAdapter? adapter) : IAdapterSource
{
    /// <summary>The adapter's digest; null where there is none.</summary>
    public Digest? Digest { get; } = adapter is null ? null : AdapterManifest.Of(PeftDirectory.ToFiles(adapter)).Digest;

    public Task<AnyAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken) => adapter is not null && digest == Digest
        ? Task.FromResult(new AnyAdapter(adapter))
        : throw new InferenceException(InferenceError.AdapterNotFound, $"There is no adapter {digest}.");
}
