using System.Security.Cryptography;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Api.Tests.Support;
using T2L.Worker.Tests.Support;

namespace T2L.Api.Tests.Exchange;

/// <summary>What tests of uploads send, and how they see that nothing of it stayed.</summary>
internal static class Sending
{
    public static byte[] Config(string description) => Files(description)[PeftConfigFile.Name];

    public static byte[] Weights(string description) => Files(description)[PeftDirectory.WeightsName];

    public static RawEntry[] Entries(string description) => [.. Files(description).Select(file => new RawEntry(file.Key, file.Value))];

    public static byte[] Zip(string description) => RawZip.Of(Entries(description));

    public static Task<ApiAnswer> ImportAsync(this ApiHost api, byte[] body, string type = "application/zip", string query = "", params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        // A server that refuses by the headers alone closes the connection; who asks first is not caught sending.
        return api.SendAsync(HttpMethod.Post, "/v1/adapters/import" + query, content, [("Expect", "100-continue"), .. headers]);
    }

    public static string DigestOf(byte[] body) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";

    /// <summary>Everything that could have been left behind: temporary files, blobs, versions.</summary>
    public static async Task<string> TracesAsync(this ApiHost api)
    {
        var versions = (await api.GetAsync("/v1/adapters?limit=200")).Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("digest").GetString());
        return string.Join('\n', [.. Directory.GetFileSystemEntries(api.Uploads, "*", SearchOption.AllDirectories), .. Directory.GetFiles(api.Blobs, "*", SearchOption.AllDirectories).Order(), .. versions]);
    }

    private static Dictionary<string, byte[]> Files(string description) =>
        new AnyAdapter(SampleAdapter.For(description)).ToFiles().ToDictionary(file => file.Name, file => file.Bytes);
}
