using System.Text;
using System.Text.Json;
using T2L.Adapters;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>The identity of a hypernetwork: the digest of the list of its files and theirs, with the module order where it was overruled.</summary>
internal static class HypernetworkDigest
{
    public static Digest Of(HypernetworkLocation location, IReadOnlyList<string>? moduleOrder)
    {
        var files = location.Settings.Append(location.Weights)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .Select(f => new { digest = Digest.OfFile(f).Value, name = Path.GetFileName(f) });
        var text = moduleOrder is null
            ? JsonSerializer.Serialize(new { files })
            : JsonSerializer.Serialize(new { files, module_order = moduleOrder });
        return Digest.Of(Encoding.UTF8.GetBytes(text));
    }
}
