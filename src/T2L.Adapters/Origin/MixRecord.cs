using System.Text;
using System.Text.Json.Serialization;

namespace T2L.Adapters.Origin;

/// <summary>What a mix was made of: enough to make it again.</summary>
/// <param name="MixDigest">Digest of the parts, their weights and the rules.</param>
/// <param name="Parts">The adapters, in the order of the mix.</param>
/// <param name="Space">What was added up: <c>gate</c> or <c>raw</c> for experts, <c>pair</c> for an expert and a LoRA that answer together.</param>
public sealed record MixRecord(string MixDigest, IReadOnlyList<MixPart> Parts, string Space = "gate")
{
    /// <summary>How the weights were found; null where they were given, and left out of JSON then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MixSearch? Search { get; init; }

    /// <summary>An expert and a LoRA on one request: W'x + BAx. Nothing is added up, so nothing is stored; the digest names the two together.</summary>
    /// <param name="expert">The expert's digest.</param>
    /// <param name="lora">The LoRA's digest.</param>
    /// <returns>The expert and the LoRA, each with the weight 1, and the digest of one line of JSON with theirs, in this order.</returns>
    public static MixRecord OfPair(Digest expert, Digest lora)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes($"{{\"expert\":\"{expert}\",\"lora\":\"{lora}\",\"weights\":[1,1]}}"));
        return new MixRecord(digest.Value, [new MixPart(expert.Value, 1), new MixPart(lora.Value, 1)], "pair");
    }
}

/// <summary>One adapter of a mix.</summary>
/// <param name="Digest">The adapter's digest.</param>
/// <param name="Weight">Its weight, as it was given.</param>
public sealed record MixPart(string Digest, double Weight);
