namespace T2L.Contracts;

/// <summary>Tells which adapters an engine of this process holds.</summary>
public interface IHoldings
{
    /// <summary>The adapters on the device, loaded and usable.</summary>
    IReadOnlyList<HeldAdapter> Held { get; }
}

/// <summary>An adapter that an engine holds.</summary>
/// <param name="Digest">The version, <c>sha256:&lt;64 hex&gt;</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="LastUsed">When somebody last asked for it.</param>
/// <param name="Effect">What it does to the model's output; null where that was not measured.</param>
public sealed record HeldAdapter(string Digest, DateTimeOffset Since, DateTimeOffset LastUsed, MeasuredEffect? Effect);
