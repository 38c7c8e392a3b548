using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Api.Tests.Support;
using T2L.Registry.Catalog;
using T2L.Testing;
using T2L.Worker.Tests.Support;

namespace T2L.Api.Tests.Adapters;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class AdapterDownloadTests(ApiHost api)
{
    [Fact]
    public async Task Sends_the_peft_files_that_were_published()
    {
        var made = await api.MakeAdapterAsync("Write the first letter.", "text/first");
        using var response = await api.Client.GetAsync($"/v1/adapters/{made.GetProperty("id").GetString()}/download");
        using var folder = new TemporaryDirectory();
        await using (var zip = new ZipArchive(await response.Content.ReadAsStreamAsync()))
            await zip.ExtractToDirectoryAsync(folder.Path);

        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("text-first-1.zip", response.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal($"\"{made.GetProperty("digest").GetString()}\"", response.Headers.ETag!.Tag);
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var adapter = PeftDirectory.Read(folder.Path);
        Assert.Equal(
            SampleAdapter.For("Write the first letter.").Modules.Single().Value.A.ToFloats(), adapter.Modules.Single().Value.A.ToFloats());
    }

    [Fact]
    public async Task The_zip_of_an_adapter_is_the_same_bytes_each_time()
    {
        var made = await api.MakeAdapterAsync("Write the second letter.");
        var path = $"/v1/adapters/{made.GetProperty("digest").GetString()}/download";

        Assert.Equal(await api.Client.GetByteArrayAsync(path), await api.Client.GetByteArrayAsync(path));
    }

    [Fact]
    public async Task A_name_with_a_slash_is_found_when_escaped()
    {
        await api.MakeAdapterAsync("Write the third letter.", "text/third");

        using var response = await api.Client.GetAsync("/v1/adapters/text%2Fthird/download");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Sends_nothing_to_who_has_it_already()
    {
        var made = await api.MakeAdapterAsync("Write the last letter.");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/adapters/{made.GetProperty("id").GetString()}/download");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{made.GetProperty("digest").GetString()}\""));

        using var response = await api.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.NotNull(response.Headers.ETag);
    }

    [Fact]
    public async Task Says_that_there_is_no_such_adapter() =>
        (await api.GetAsync("/v1/adapters/nobody/download")).IsProblem(404, "adapter_not_found");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_bytes_that_changed_on_disk_before_it_sends_any(bool deleted)
    {
        var made = await api.MakeAdapterAsync($"Write the letter {deleted}.");
        var digest = Digest.Parse(made.GetProperty("digest").GetString()!);
        var manifest = await api.Services.GetRequiredService<AdapterCatalog>().FilesAsync(digest);
        var path = Directory.GetFiles(api.Blobs, manifest.Files[^1].Digest.Hex, SearchOption.AllDirectories).Single();
        if (deleted)
            File.Delete(path);
        else
            await ChangeAsync(path);

        (await api.GetAsync($"/v1/adapters/{digest}/download")).IsProblem(500, "adapter_damaged");
    }

    private static async Task ChangeAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllBytesAsync(path, bytes);
    }
}
