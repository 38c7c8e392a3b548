using System.IO.Compression;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Adapters.Svf;
using T2L.Api.Tests.Support;
using T2L.Registry.Tests;
using T2L.Testing;

namespace T2L.Api.Tests.Exchange;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class ImportTests(ApiHost api)
{
    [Fact]
    public async Task A_zip_of_a_peft_folder_becomes_a_version()
    {
        var answer = await api.ImportAsync(Sending.Zip("Sum two numbers."), query: "?name=upload/zip&description=Sum%20two%20numbers.");

        Assert.Equal(201, answer.Status);
        Assert.Equal(("upload/zip", "upload", "Sum two numbers.", 1), (answer.Text("name"), answer.Text("source"), answer.Text("description"), answer.Body.GetProperty("version").GetInt32()));
        Assert.Equal($"/v1/adapters/{answer.Text("id")}", answer.Headers.Location!.OriginalString);
        Assert.Empty(Directory.GetFileSystemEntries(api.Uploads));
    }

    [Fact]
    public async Task The_same_bytes_again_are_the_version_that_is_there()
    {
        var first = await api.ImportAsync(Sending.Zip("Say it twice."), query: "?name=upload/twice");
        var second = await api.ImportAsync(Sending.Zip("Say it twice."), query: "?name=upload/other-name");

        Assert.Equal((201, 200), (first.Status, second.Status));
        Assert.Equal(first.Text("digest"), second.Text("digest"));
        Assert.Equal("upload/twice", second.Text("name"));
    }

    [Fact]
    public async Task A_folder_around_the_files_and_files_beside_them_are_passed_over()
    {
        RawEntry[] entries =
        [
            new RawEntry("my-lora/", []) { Attributes = 0x41ED0010 }, .. Sending.Entries("With company.").Select(entry => entry with { Name = "my-lora/" + entry.Name, Deflate = true }),
            new RawEntry("my-lora/README.md", "# Mine"u8.ToArray()), new RawEntry("__MACOSX/my-lora/._adapter_config.json", "x"u8.ToArray()),
        ];

        var answer = await api.ImportAsync(RawZip.Of(entries));

        Assert.Equal(201, answer.Status);
        Assert.Equal(new AnyAdapter(T2L.Worker.Tests.Support.SampleAdapter.For("With company.")).ToFiles().Sum(file => file.Bytes.LongLength), answer.Body.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task The_files_of_a_folder_come_as_a_form_too()
    {
        using var form = new MultipartFormDataContent { { new StringContent("upload/form"), "name" }, { new StringContent("Count the words."), "description" } };
        foreach (var entry in Sending.Entries("Count the words."))
            form.Add(new ByteArrayContent(entry.Content), "files", $"my-lora/{entry.Name}");

        var answer = await api.SendAsync(HttpMethod.Post, "/v1/adapters/import", form);

        Assert.Equal(201, answer.Status);
        Assert.Equal(("upload/form", "Count the words."), (answer.Text("name"), answer.Text("description")));
    }

    [Fact]
    public async Task The_file_of_an_expert_becomes_an_expert()
    {
        var bytes = SvfExpertFile.ToBytes(SampleExpert.Of(SampleExpert.Decomposition, 77));

        var answer = await api.ImportAsync(bytes, "application/octet-stream", "?name=upload/expert", ("Content-Digest", Sending.DigestOf(bytes)));

        Assert.Equal(201, answer.Status);
        Assert.Equal(("svf", "upload"), (answer.Text("kind"), answer.Text("source")));
    }

    [Fact]
    public async Task Bytes_that_arrive_as_announced_are_taken()
    {
        var zip = Sending.Zip("As announced.");

        Assert.Equal(201, (await api.ImportAsync(zip, headers: ("Repr-Digest", $"md5=:AAAA:, {Sending.DigestOf(zip)}"))).Status);
    }

    [Theory]
    [InlineData("?name=No%20Name", "name")]
    [InlineData("?description=%20", "description")]
    public async Task A_wrong_word_is_refused_before_the_bytes_are_read(string query, string field)
    {
        var answer = await api.ImportAsync("no zip"u8.ToArray(), query: query);

        answer.IsProblem(400, "invalid_request");
        Assert.True(answer.Body.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("peft", 2)]
    [InlineData("vllm", 2)]
    [InlineData("lorax", 3)]
    [InlineData("sglang", 2)]
    [InlineData("llama.cpp", 3)]
    public async Task What_is_exported_can_be_imported_again(string server, int files)
    {
        var made = await api.ImportAsync(Sending.Zip("Export me."), query: "?name=upload/exported");

        var zip = await api.Client.GetByteArrayAsync($"/v1/adapters/upload%2Fexported/export?for={server}");

        using var folder = new TemporaryDirectory();
        await using (var archive = new ZipArchive(new MemoryStream(zip)))
            await archive.ExtractToDirectoryAsync(folder.Path);
        Assert.Equal(files, Directory.GetFiles(folder.Path).Length);
        Assert.Equal("nano", PeftDirectory.Read(folder.Path).Config.BaseModel);
        var again = await api.ImportAsync(zip);
        Assert.Equal(server is "lorax", again.Text("digest") != made.Text("digest"));
    }

    [Fact]
    public async Task An_export_for_nobody_is_refused() => (await api.GetAsync("/v1/adapters/nobody/export?for=excel")).IsProblem(
        400, "invalid_request", "for is 'excel'; expected one of peft, vllm, lorax, llama.cpp, sglang (default peft).");

    [Fact]
    public async Task An_expert_is_exported_for_no_server()
    {
        var expert = await api.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 78), "upload/expert-78");

        (await api.GetAsync($"/v1/adapters/{expert.Id}/export?for=vllm")).IsProblem(400, "not_supported");
        (await api.GetAsync("/v1/adapters/nobody/export")).IsProblem(404, "adapter_not_found");
    }
}
