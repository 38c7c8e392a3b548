using T2L.Cli.Output;
using T2L.Hub;
using T2L.Hub.Profiles;
using T2L.Hub.Sizing;

namespace T2L.Cli.Profiles;

/// <summary>How much memory a profile needs, and whether this machine has it. No weights are read.</summary>
internal sealed record ProfileMemory(MemoryEstimate Need, MachineMemory Machine)
{
    public static async Task<ProfileMemory> OfAsync(
        HubClient client, HubOptions options, Profile profile, IReadOnlyList<(PartKind Kind, ProfilePart Part, Pull? Pull)> pulls, CancellationToken cancellation)
    {
        var locator = new ProfileLocator(options.CacheRoot, Settings.Root);
        PartFiles Files(PartKind kind)
        {
            var (_, part, pull) = pulls.First(entry => entry.Kind == kind);
            return pull?.Plan is { } plan ? PartFiles.OfPlan(client, plan, part.Folder) : PartFiles.OfFolder(locator.Require(profile, kind));
        }
        var need = await MemoryEstimate.OfAsync(
            Files(PartKind.BaseModel), Files(PartKind.Hypernetwork), Files(PartKind.Encoder), profile.Precision ?? Settings.Load()["Inference:Precision"] ?? "auto", cancellation).ConfigureAwait(false);
        return new(need, MachineMemory.Read());
    }

    private bool Fits => Need.TotalBytes <= Machine.TotalBytes;

    public object ToJson() => new { Need, Machine, Fits, FitsNow = Need.TotalBytes <= Machine.AvailableBytes };

    public void Print()
    {
        Terminal.Table(["memory", "on the CPU", "on a GPU"],
        [
            [$"base model{(Need.Parameters is { } count ? $", {count:N0} parameters" : ", by the size of its files")}", $"{ByteText.Of(Need.BaseModelBytes)} ({Need.Precision})", $"{ByteText.Of(Need.GpuBaseModelBytes)} ({Need.GpuPrecision})"],
            ["1,000 tokens of one sequence", Text(Need.CacheBytesPer1000Tokens), Text(Need.GpuCacheBytesPer1000Tokens)],
            [$"one adapter{(Need.AdapterParameters is { } numbers ? $", {numbers:N0} parameters" : "")}", Text(Need.AdapterBytes), Text(Need.AdapterBytes)],
            ["hypernetwork", ByteText.Of(Need.HypernetworkBytes), ""],
            ["text encoder", ByteText.Of(Need.EncoderBytes), ""],
            ["together", ByteText.Of(Need.TotalBytes), ByteText.Of(Need.GpuBytes)],
        ]);
        Terminal.Line($"This machine has {ByteText.Of(Machine.TotalBytes)} of memory, {ByteText.Of(Machine.AvailableBytes)} free: " + (Fits
            ? Need.TotalBytes <= Machine.AvailableBytes ? "it fits." : "it fits once other programs make room."
            : "it does not fit on the CPU; use a GPU for the base model, a smaller one, or Inference:Precision bfloat16."));
    }

    private static string Text(long? bytes) => bytes is { } known ? ByteText.Of(known) : "unknown";
}
