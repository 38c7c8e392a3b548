using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Npgsql;
using T2L.Adapters.Peft;
using T2L.Adapters.Signing;
using T2L.Registry.Audit;
using T2L.Registry.Collection;
using T2L.Registry.Hosting;
using T2L.Registry.Publishing;
using T2L.Registry.Signing;
using T2L.Testing;

namespace T2L.Registry.Tests.Signing;

public sealed class VersionSignaturesTests(PostgresFixture postgres) : RegistryTest(postgres), IDisposable
{
    private readonly TemporaryDirectory _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task What_is_published_with_a_key_is_signed_and_keeps_its_digest()
    {
        using var signing = Signatures(new SigningOptions { Key = NewKey("own") });
        using var trusting = Signatures(new SigningOptions { TrustedKeys = $" {_keys.File("own.pub.pem")} ; ", Require = true });
        var plain = await Registry.Publisher.PublishAsync(SampleAdapter.Create(1), new Provenance(), "math/plain");
        var signed = await PublishAsync(signing, 2, "math/signed");

        Assert.Null(await signing.FindAsync(plain.Digest));
        Assert.NotNull(await signing.FindAsync(signed.Digest));
        Assert.Equal(AdapterManifest.Of(PeftDirectory.ToFiles(SampleAdapter.Create(2))).Digest, signed.Digest);
        Assert.Equal(64, (await trusting.VerifyAsync(await Registry.Catalog.FilesAsync(signed.Digest)))!.Length);
        var missing = await Assert.ThrowsAsync<SignatureException>(async () => await trusting.VerifyAsync(await Registry.Catalog.FilesAsync(plain.Digest)));
        Assert.Contains("not signed", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_demand_what_is_not_signed_passes_and_what_others_signed_does_not()
    {
        using var stranger = Signatures(new SigningOptions { Key = NewKey("stranger") });
        using var trusting = Signatures(new SigningOptions { Key = NewKey("own") });
        using var careless = Signatures(new SigningOptions());
        var plain = await Registry.Publisher.PublishAsync(SampleAdapter.Create(1), new Provenance());
        var foreign = await PublishAsync(stranger, 2, "math/foreign");

        Assert.Null(await trusting.VerifyAsync(await Registry.Catalog.FilesAsync(plain.Digest)));
        Assert.Null(await careless.VerifyAsync(await Registry.Catalog.FilesAsync(foreign.Digest)));
        await Assert.ThrowsAsync<SignatureException>(async () => await trusting.VerifyAsync(await Registry.Catalog.FilesAsync(foreign.Digest)));
    }

    [Fact]
    public async Task A_signature_that_somebody_put_there_for_other_files_is_found()
    {
        using var signing = Signatures(new SigningOptions { Key = NewKey("own") });
        var first = await PublishAsync(signing, 1, "math/first");
        var second = await Registry.Publisher.PublishAsync(SampleAdapter.Create(2), new Provenance(), "math/second");
        await Registry.ExecuteAsync($"insert into version_signatures (version_id, bundle, key_hint, created_at, tenant) select '{second.Entry.Id}', bundle, key_hint, created_at, tenant from version_signatures");

        var error = await Assert.ThrowsAsync<SignatureException>(async () => await signing.VerifyAsync(await Registry.Catalog.FilesAsync(second.Digest)));

        Assert.Contains("other files", error.Message, StringComparison.Ordinal);
        Assert.NotNull(await signing.VerifyAsync(await Registry.Catalog.FilesAsync(first.Digest)));
    }

    [Fact]
    public async Task Signatures_stay_as_they_are_and_go_with_their_version()
    {
        using var signing = Signatures(new SigningOptions { Key = NewKey("own") });
        await PublishAsync(signing, 1, "math/first");

        await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync("update version_signatures set bundle = 'x'"));
        await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync("delete from version_signatures"));
        await Registry.Deletion.DeleteAsync("math/first", new Actor("somebody"));
        var report = await new GarbageCollector(Registry.Contexts, Registry.Blobs, Time).RunAsync(TimeSpan.Zero, TimeSpan.Zero, new Actor("somebody"));

        Assert.Single(report.Purged);
        Assert.Equal(0L, await Registry.ScalarAsync("select count(*) from version_signatures"));
    }

    [Fact]
    public void Keys_that_cannot_be_used_are_named_at_the_start()
    {
        NewKey("own");
        var check = new RegistryOptionsCheck();

        Assert.Contains("public key", check.Validate(null, new SigningOptions { Key = _keys.File("own.pub.pem") }).FailureMessage, StringComparison.Ordinal);
        Assert.Contains("no key is trusted", check.Validate(null, new SigningOptions { Require = true }).FailureMessage, StringComparison.Ordinal);
        Assert.Contains("missing.pem", check.Validate(null, new SigningOptions { TrustedKeys = _keys.File("missing.pem") }).FailureMessage, StringComparison.Ordinal);
        Assert.True(check.Validate(null, new SigningOptions { Key = _keys.File("own.pem"), Require = true }).Succeeded);
    }

    private VersionSignatures Signatures(SigningOptions options) => new(Registry.Contexts, Options.Create(options));

    private Task<PublishedVersion> PublishAsync(VersionSignatures signatures, int seed, string name) =>
        new AdapterPublisher(Registry.Contexts, Registry.Blobs, Time, signatures: signatures).PublishAsync(SampleAdapter.Create(seed), new Provenance(), name);

    private string NewKey(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_keys.File($"{name}.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_keys.File($"{name}.pub.pem"), key.ExportSubjectPublicKeyInfoPem());
        return _keys.File($"{name}.pem");
    }
}
