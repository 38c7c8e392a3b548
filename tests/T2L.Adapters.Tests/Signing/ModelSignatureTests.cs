using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using T2L.Adapters.Peft;
using T2L.Adapters.Signing;
using T2L.Testing;

namespace T2L.Adapters.Tests.Signing;

public sealed class ModelSignatureTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly SigningKey _key, _other;
    private readonly AdapterManifest _manifest = ManifestOf("config", "weights");

    public ModelSignatureTests() => (_key, _other) = (NewKey("key"), NewKey("other"));

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_a_trusted_key_signed_is_verified_with_its_public_part()
    {
        var bundle = ModelSignature.Sign(_manifest, "math/sum", _key);
        using var publicKey = SigningKey.Read(_folder.File("key.pub.pem"));

        Assert.False(publicKey.CanSign);
        Assert.Equal(_key.Hint, ModelSignature.Verify(bundle, _manifest, [_other, publicKey]).Hint);
    }

    [Fact]
    public void The_bundle_is_laid_out_as_the_specification_says()
    {
        var bundle = JsonNode.Parse(ModelSignature.Sign(_manifest, "math/sum", _key))!;
        var envelope = bundle["dsseEnvelope"]!;
        var payload = Convert.FromBase64String((string)envelope["payload"]!);
        var statement = JsonNode.Parse(payload)!;
        var files = _manifest.Files.Select(file => (file.Name, file.Digest.Hex)).ToList();

        Assert.Equal("application/vnd.dev.sigstore.bundle.v0.3+json", (string)bundle["mediaType"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder.File("key.pub.pem")))), (string)bundle["verificationMaterial"]!["publicKey"]!["hint"]!);
        Assert.Equal("application/vnd.in-toto+json", (string)envelope["payloadType"]!);
        Assert.Equal(("https://in-toto.io/Statement/v1", "https://model_signing/signature/v1.0"), ((string)statement["_type"]!, (string)statement["predicateType"]!));
        Assert.Equal(files, statement["predicate"]!["resources"]!.AsArray().Select(item => ((string)item!["name"]!, (string)item["digest"]!)));
        Assert.Equal(("files", "sha256"), ((string)statement["predicate"]!["serialization"]!["method"]!, (string)statement["predicate"]!["serialization"]!["hash_type"]!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(file => Convert.FromHexString(file.Hex))])), (string)statement["subject"]![0]!["digest"]!["sha256"]!);
    }

    [Fact]
    public void What_is_signed_is_the_envelopes_encoding_of_type_and_payload()
    {
        var envelope = JsonNode.Parse(ModelSignature.Sign(_manifest, "math/sum", _key))!["dsseEnvelope"]!;
        var payload = Convert.FromBase64String((string)envelope["payload"]!);
        using var plain = ECDsa.Create();
        plain.ImportFromPem(File.ReadAllText(_folder.File("key.pub.pem")));

        byte[] signed = [.. Encoding.ASCII.GetBytes($"DSSEv1 28 application/vnd.in-toto+json {payload.Length} "), .. payload];

        Assert.True(plain.VerifyData(signed, Convert.FromBase64String((string)envelope["signatures"]![0]!["sig"]!), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public void Other_files_other_keys_and_changed_bundles_are_refused()
    {
        var bundle = ModelSignature.Sign(_manifest, "math/sum", _key);

        Refused(bundle, ManifestOf("config", "weight5"), [_key], "other files");
        Refused(bundle, _manifest, [_other], "not trusted");
        Refused(bundle, _manifest, [], "not trusted");
        Refused(Changed(bundle, node => node["dsseEnvelope"]!["payload"] = Convert.ToBase64String("{}"u8)), _manifest, [_key], "was changed");
        Refused(Changed(bundle, node => node["dsseEnvelope"]!["payloadType"] = "text/plain"), _manifest, [_key], "another kind");
        Refused(Changed(bundle, node => node["dsseEnvelope"]!["signatures"] = new JsonArray()), _manifest, [_key], "another kind");
        Refused(Changed(bundle, node => node["dsseEnvelope"]!["signatures"]![0]!["sig"] = "AAAA"), _manifest, [_key], "was changed");
        Refused(Changed(bundle, node => node["verificationMaterial"]!["publicKey"]!["hint"] = _other.Hint), _manifest, [_key, _other], "was changed");
        Refused("no json"u8.ToArray(), _manifest, [_key], "damaged");
        Refused("{}"u8.ToArray(), _manifest, [_key], "damaged");
        Refused(new byte[(1 << 20) + 1], _manifest, [_key], "at most");
    }

    [Fact]
    public void No_byte_of_the_signed_part_can_be_changed()
    {
        var bundle = JsonNode.Parse(ModelSignature.Sign(_manifest, "math/sum", _key))!;
        var payload = Convert.FromBase64String((string)bundle["dsseEnvelope"]!["payload"]!);
        for (var at = 0; at < payload.Length; at += 7)
        {
            byte[] changed = [.. payload];
            changed[at] ^= 1;
            bundle["dsseEnvelope"]!["payload"] = Convert.ToBase64String(changed);
            Assert.Throws<SignatureException>(() => ModelSignature.Verify(Encoding.UTF8.GetBytes(bundle.ToJsonString()), _manifest, [_key]));
        }
    }

    [Fact]
    public void Keys_of_another_kind_are_refused_without_a_word_of_what_is_in_them()
    {
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        File.WriteAllText(_folder.File("wide.pem"), wide.ExportECPrivateKeyPem());
        File.WriteAllText(_folder.File("rsa.pem"), rsa.ExportRSAPrivateKeyPem());
        File.WriteAllText(_folder.File("text.pem"), "secret words");

        foreach (var name in new[] { "wide.pem", "rsa.pem", "text.pem", "missing.pem" })
        {
            var error = Assert.Throws<SignatureException>(() => SigningKey.Read(_folder.File(name)));
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        }
    }

    private static void Refused(byte[] bundle, AdapterManifest manifest, SigningKey[] keys, string reason) =>
        Assert.Contains(reason, Assert.Throws<SignatureException>(() => ModelSignature.Verify(bundle, manifest, keys)).Message, StringComparison.Ordinal);

    private static byte[] Changed(byte[] bundle, Action<JsonNode> change)
    {
        var node = JsonNode.Parse(bundle)!;
        change(node);
        return Encoding.UTF8.GetBytes(node.ToJsonString());
    }

    private static AdapterManifest ManifestOf(string config, string weights) =>
        AdapterManifest.Of([new PeftFile("adapter_config.json", Encoding.UTF8.GetBytes(config)), new PeftFile("adapter_model.safetensors", Encoding.UTF8.GetBytes(weights))]);

    private SigningKey NewKey(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.File($"{name}.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_folder.File($"{name}.pub.pem"), key.ExportSubjectPublicKeyInfoPem() + "\n");
        return SigningKey.Read(_folder.File($"{name}.pem"));
    }
}
