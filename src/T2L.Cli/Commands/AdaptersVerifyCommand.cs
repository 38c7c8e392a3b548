using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Registry.Signing;

namespace T2L.Cli.Commands;

/// <summary>adapters verify: every byte is read and hashed here, whoever sent it, and the signature is held against the keys of this machine's configuration.</summary>
internal static class AdaptersVerifyCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create();

    public static Command Create() => ClientCommand.Create(
        "verify", "Read every byte of an adapter, compare the hashes here, and check its signature with the keys that this configuration trusts (Signing).", RunAsync, [Reference],
        "./t2l adapters verify math/gsm8k", "./t2l adapters verify math/gsm8k --server https://t2l.example.org");

    private static async Task<object> RunAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        using var keys = Keys();
        var stored = await StoredAdapter.LoadAsync(t2l, parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        var bundle = await SignatureAsync(t2l, stored.Entry.Digest, cancellation).ConfigureAwait(false);
        var key = keys.Verify(bundle, stored.Manifest); // throws where it is not what a trusted key signed
        var state = key is not null ? "trusted" : bundle is null ? "none" : "not checked";
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Line(string.Create(CultureInfo.InvariantCulture,
                $"{stored.Entry.Digest}: {stored.Manifest.Files.Count} files, {stored.Manifest.Files.Sum(file => file.Bytes):N0} bytes, every hash matches"));
            Terminal.Line(state switch
            {
                "trusted" => $"signed by the trusted key {key![..12]}…",
                "none" => "not signed",
                _ => "signed; no key is trusted (Signing:TrustedKeys), so the signature was not checked",
            });
        }
        return new { stored.Entry.Digest, Files = stored.Manifest.Files.Count, Verified = true, Signature = state, Key = key };
    }

    private static SigningKeys Keys()
    {
        var options = Settings.Load().GetSection(SigningOptions.Section).Get<SigningOptions>() ?? new SigningOptions();
        return SigningKeys.Faults(options).FirstOrDefault() is { } fault ? throw new UsageException(fault) : new SigningKeys(options);
    }

    private static async Task<byte[]?> SignatureAsync(T2LClient t2l, string digest, CancellationToken cancellation)
    {
        try
        {
            return await t2l.Files.SignatureAsync(digest, cancellation).ConfigureAwait(false);
        }
        catch (T2LException error) when (error.Code == "signature_not_found")
        {
            return null;
        }
    }
}
