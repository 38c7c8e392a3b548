using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Signing;

/// <summary>
/// The signature of an adapter in the layout of OpenSSF Model Signing 1.0 with a key: a Sigstore bundle (v0.3) holds a DSSE envelope, whose payload is an in-toto statement that lists the files
/// with their SHA-256. The adapter's digest stays what it is: the signature lies beside it.
/// </summary>
public static class ModelSignature
{
    /// <summary>Media type of the bundle.</summary>
    public const string MediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private const string PayloadType = "application/vnd.in-toto+json", StatementType = "https://in-toto.io/Statement/v1", PredicateType = "https://model_signing/signature/v1.0";
    private const int MaxBytes = 1 << 20;
    private static readonly string[] Ignored = [".git", ".gitattributes", ".github", ".gitignore"];

    /// <summary>Signs an adapter.</summary>
    /// <param name="manifest">Its files.</param>
    /// <param name="name">What the statement calls it.</param>
    /// <param name="key">Who signs.</param>
    /// <returns>The bundle, UTF-8 JSON.</returns>
    public static byte[] Sign(AdapterManifest manifest, string name, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(key);
        var payload = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(Statement(manifest, name));
        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(new JsonObject
        {
            ["mediaType"] = MediaType,
            ["verificationMaterial"] = new JsonObject { ["publicKey"] = new JsonObject { ["hint"] = key.Hint }, ["tlogEntries"] = new JsonArray() },
            ["dsseEnvelope"] = new JsonObject
            {
                ["payload"] = Convert.ToBase64String(payload),
                ["payloadType"] = PayloadType,
                ["signatures"] = new JsonArray(new JsonObject { ["sig"] = Convert.ToBase64String(key.Sign(Encoded(payload))), ["keyid"] = "" }),
            },
        });
    }

    /// <summary>Verifies that one of several keys signed exactly these files.</summary>
    /// <param name="bundle">The bundle; anything may be in it.</param>
    /// <param name="manifest">The files.</param>
    /// <param name="keys">Who is trusted.</param>
    /// <returns>The key that signed.</returns>
    /// <exception cref="SignatureException">Nobody trusted signed it, or it was changed, or it is the signature of other files.</exception>
    public static SigningKey Verify(ReadOnlySpan<byte> bundle, AdapterManifest manifest, IEnumerable<SigningKey> keys)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(keys);
        if (bundle.Length > MaxBytes)
            throw new SignatureException($"The signature has {bundle.Length} bytes; at most {MaxBytes} are read.");
        try
        {
            using var document = JsonDocument.Parse(bundle.ToArray());
            return Verify(document.RootElement, manifest, keys);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SignatureException("The signature is damaged: it is no Sigstore bundle with a DSSE envelope.", error);
        }
    }

    private static SigningKey Verify(JsonElement bundle, AdapterManifest manifest, IEnumerable<SigningKey> keys)
    {
        var hint = bundle.GetProperty("verificationMaterial").GetProperty("publicKey").GetProperty("hint").GetString();
        var key = keys.FirstOrDefault(known => known.Hint == hint)
            ?? throw new SignatureException($"The adapter is signed by a key that is not trusted ({Short(hint)}). Add its public part to Signing:TrustedKeys if it should be.");
        var envelope = bundle.GetProperty("dsseEnvelope");
        var payload = envelope.GetProperty("payload").GetBytesFromBase64();
        if (envelope.GetProperty("payloadType").GetString() != PayloadType || envelope.GetProperty("signatures") is not { ValueKind: JsonValueKind.Array } signatures || signatures.GetArrayLength() != 1)
            throw new SignatureException("The signature is of another kind; expected one signature of an in-toto statement.");
        if (!key.Verifies(Encoded(payload), signatures[0].GetProperty("sig").GetBytesFromBase64()))
            throw new SignatureException($"The signature is not what key {Short(hint)} signed: one of the two was changed.");
        using var statement = JsonDocument.Parse(payload);
        Compare(statement.RootElement, manifest);
        return key;
    }

    private static JsonObject Statement(AdapterManifest manifest, string name) => new()
    {
        ["_type"] = StatementType,
        ["subject"] = new JsonArray(new JsonObject { ["name"] = name, ["digest"] = new JsonObject { ["sha256"] = RootOf(manifest) } }),
        ["predicateType"] = PredicateType,
        ["predicate"] = new JsonObject
        {
            ["serialization"] = new JsonObject
            {
                ["method"] = "files", ["hash_type"] = "sha256", ["allow_symlinks"] = false, ["ignore_paths"] = new JsonArray([.. Ignored.Select(path => (JsonNode)path)]),
            },
            ["resources"] = new JsonArray([.. manifest.Files.Select(file => new JsonObject { ["name"] = file.Name, ["algorithm"] = "sha256", ["digest"] = file.Digest.Hex })]),
        },
    };

    private static void Compare(JsonElement statement, AdapterManifest manifest)
    {
        if (statement.GetProperty("_type").GetString() != StatementType || statement.GetProperty("predicateType").GetString() != PredicateType)
            throw new SignatureException($"The signed statement is of another kind; expected {PredicateType}.");
        var resources = statement.GetProperty("predicate").GetProperty("resources").EnumerateArray()
            .Select(item => (item.GetProperty("name").GetString(), item.GetProperty("algorithm").GetString(), item.GetProperty("digest").GetString()));
        var root = statement.GetProperty("subject").EnumerateArray().Single().GetProperty("digest").GetProperty("sha256").GetString();
        if (!resources.SequenceEqual(manifest.Files.Select(file => ((string?)file.Name, (string?)"sha256", (string?)file.Digest.Hex))) || root != RootOf(manifest))
            throw new SignatureException($"The signature is of other files than those of {manifest.Digest}.");
    }

    // SHA-256 over the files' SHA-256, in the order of their names.
    private static string RootOf(AdapterManifest manifest) => Convert.ToHexStringLower(SHA256.HashData([.. manifest.Files.SelectMany(file => Convert.FromHexString(file.Digest.Hex))]));

    // What is signed is not the payload alone: "DSSEv1", and type and payload with their lengths.
    private static byte[] Encoded(byte[] payload) => [.. Encoding.UTF8.GetBytes($"DSSEv1 {PayloadType.Length} {PayloadType} {payload.Length} "), .. payload];

    private static string Short(string? hint) => hint is { Length: >= 12 } && hint.All(char.IsAsciiHexDigit) ? hint[..12] + "…" : "unnamed";
}
