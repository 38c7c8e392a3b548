using System.Security.Cryptography;
using T2L.Testing;

namespace T2L.Cli.Tests.Support;

/// <summary>A server that runs as a program of its own, with the bundled models, and signs what it publishes; and a machine beside it that has no registry.</summary>
public sealed class RemoteServer : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private RunningProgram? _program;

    public string Address { get; } = ServedApi.FreeAddress();

    /// <summary>A path in the folder of the test.</summary>
    public string File(string name) => _folder.File(name);

    public async Task InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Repository.Root, "models", "nano", "base")))
            return; // the facts are skipped
        NewKey("server");
        NewKey("stranger");
        _program = new RunningProgram(new Dictionary<string, string> { ["Storage__Root"] = File("server"), ["Signing__Key"] = File("server.pem") }, "serve", "--urls", Address);
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        await ServedApi.ReadyAsync(_program, http);
    }

    /// <summary>The environment of the other machine, whose registry would be made in the folder <c>here</c>.</summary>
    public Dictionary<string, string> Here(params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string> { ["Storage__Root"] = File("here") };
        foreach (var (name, value) in more)
            environment[name] = value;
        return environment;
    }

    public async Task DisposeAsync()
    {
        if (_program is not null)
            await _program.StopAsync();
    }

    public void Dispose()
    {
        _program?.Dispose();
        _folder.Dispose();
    }

    private void NewKey(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        System.IO.File.WriteAllText(File($"{name}.pem"), key.ExportPkcs8PrivateKeyPem());
        System.IO.File.WriteAllText(File($"{name}.pub.pem"), key.ExportSubjectPublicKeyInfoPem());
    }
}
