using System.Text;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Exchange;

/// <summary>What somebody might send who means no good. Each is refused by name, and nothing of it stays: no file, no blob, no row.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class HostileUploadTests(ApiHost api)
{
    private const string Config = "adapter_config.json", Weights = "adapter_model.safetensors";

    [Theory]
    [InlineData("../evil.json", "leads out")]
    [InlineData("a/../../evil.json", "leads out")]
    [InlineData("/etc/cron.d/evil", "absolute path")]
    [InlineData("..\\evil.json", "backslash")]
    [InlineData("C:/evil.json", "colon")]
    [InlineData("C:evil.json", "colon")]
    [InlineData("evil.json:stream", "colon")]
    [InlineData("a//evil.json", "another one")]
    [InlineData("evil.json ", "another one")]
    [InlineData("evil.json.", "another one")]
    [InlineData("evil\u0007.json", "control character")]
    [InlineData("pytorch_model.bin", "pickle")]
    [InlineData("optimizer.PT", "pickle")]
    [InlineData("modeling_evil.py", "a program")]
    [InlineData("run.sh", "a program")]
    [InlineData("inner.zip", "archive inside")]
    [InlineData("inner.tar.gz", "archive inside")]
    public Task A_zip_with_a_file_that_is_never_taken(string name, string reason) =>
        RefusedAsync(RawZip.Of([.. Sending.Entries("hostile"), new RawEntry(name, "x"u8.ToArray())]), 422, "upload_refused", reason, name.Replace('\u0007', '?'));

    [Theory]
    [InlineData("link", 0xA1FF0000u)]
    [InlineData("pipe", 0x11FF0000u)]
    [InlineData("device", 0x21FF0000u)]
    [InlineData(Weights, 0xA1FF0000u)]
    public Task A_zip_with_a_link_or_a_device(string name, uint attributes) => RefusedAsync(
        RawZip.Of([.. Sending.Entries("hostile").Where(entry => entry.Name != name), new RawEntry(name, "/etc/passwd"u8.ToArray()) { Attributes = attributes }]), 422, "upload_refused", "link or a device", name);

    [Theory]
    [InlineData(Config)]
    [InlineData("Adapter_Config.json")]
    [InlineData("ADAPTER_MODEL.SAFETENSORS")]
    public Task A_zip_with_two_files_of_one_name(string name) =>
        RefusedAsync(RawZip.Of([.. Sending.Entries("hostile"), new RawEntry(name, "{}"u8.ToArray())]), 422, "upload_refused", "two files called", name);

    [Fact]
    public Task A_zip_with_two_adapters() =>
        RefusedAsync(RawZip.Of([.. Sending.Entries("hostile").Select(entry => entry with { Name = "a/" + entry.Name }), new RawEntry("b/" + Config, "{}"u8.ToArray())]), 422, "upload_refused", "two folders", Config);

    [Fact]
    public Task A_bomb_by_ratio() => RefusedAsync(Zip(new RawEntry(Weights, new byte[900_000]) { Deflate = true }), 422, "upload_refused", "more than 100 times", Weights);

    [Fact]
    public Task A_bomb_that_announces_little() =>
        RefusedAsync(Zip(new RawEntry(Weights, new byte[900_000]) { Deflate = true, Size = 5000 }), 422, "upload_refused", null, Weights);

    [Fact]
    public Task A_bomb_that_announces_a_large_packed_size() =>
        RefusedAsync(Zip(new RawEntry(Weights, new byte[900_000]) { Deflate = true, PackedSize = 0xF0000000 }), 422, "upload_refused", null, null);

    [Fact]
    public Task A_file_over_the_limit() => RefusedAsync(Zip(new RawEntry(Weights, Noise(1_000_001))), 413, "request_too_large", "at most 1000000", Weights);

    [Fact]
    public Task Files_that_are_too_much_together() =>
        RefusedAsync(Zip(new RawEntry(Weights, Noise(1_000_000)), new RawEntry("svf_expert.safetensors", Noise(999_999))), 413, "request_too_large", null, null);

    [Fact]
    public Task A_header_that_claims_four_gigabytes() =>
        RefusedAsync(Zip(new RawEntry(Weights, Sending.Weights("hostile")) { Size = 0xFFFFFFF0 }), 413, "request_too_large", "announces 4294967280 bytes", Weights);

    [Fact]
    public Task A_header_that_claims_ten_gigabytes_in_64_bits() => RefusedAsync(
        Zip(new RawEntry(Weights, Sending.Weights("hostile")) { Size = uint.MaxValue, Extra = Wide(10_000_000_000) }), 413, "request_too_large", "announces 10000000000 bytes", Weights);

    [Fact]
    public Task A_header_that_claims_less_than_nothing_in_64_bits() =>
        RefusedAsync(Zip(new RawEntry(Weights, Sending.Weights("hostile")) { Size = uint.MaxValue, Extra = Wide(-1) }), 422, "upload_refused", null, null);

    [Fact]
    public Task A_wrong_checksum() =>
        RefusedAsync(Zip(new RawEntry(Weights, Sending.Weights("hostile")) { Crc = 1 }), 422, "upload_refused", "checksum", Weights);

    [Fact]
    public Task An_encrypted_file() =>
        RefusedAsync(Zip(new RawEntry(Weights, Sending.Weights("hostile")) { Flags = 1 }), 422, "upload_refused", "encrypted", Weights);

    [Fact]
    public Task More_entries_than_are_taken() =>
        RefusedAsync(RawZip.Of([.. Sending.Entries("hostile"), .. Enumerable.Range(0, 20).Select(i => new RawEntry($"{i}.txt", []))]), 413, "request_too_large", "at most 20", null);

    [Fact]
    public Task A_directory_that_announces_fewer_entries_than_it_has() =>
        RefusedAsync(RawZip.Of(Sending.Entries("hostile"), announced: 1), 422, "upload_refused", null, null);

    [Fact]
    public Task A_directory_that_lies_elsewhere() => RefusedAsync(RawZip.Of(Sending.Entries("hostile"), announced: 2, shift: -40), 422, "upload_refused", "directory", null);

    [Fact]
    public Task An_end_record_of_the_64_bit_form() =>
        RefusedAsync(RawZip.Of(Sending.Entries("hostile"), announced: ushort.MaxValue), 422, "upload_refused", "64-bit", null);

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(300)]
    public Task A_zip_that_was_cut_off(int length) => RefusedAsync(Sending.Zip("hostile")[..length], 422, "upload_refused", null, null);

    [Theory]
    [InlineData("""{"peft_type":"LORA","r":2,"lora_alpha":4,"target_modules":["q_proj"],"auto_mapping":{"base_model_class":"Evil","parent_library":"os"}}""", "auto_mapping names code")]
    [InlineData("""{"peft_type":"LORA","r":2,"lora_alpha":4,"target_modules":["q_proj"],"loftq_config":{"deep":[{"auto_map":{"AutoModel":"x--evil.Model"}}]}}""", "auto_map names code")]
    [InlineData("""{"peft_type":"LORA","r":2,"lora_alpha":4,"target_modules":["q_proj"],"trust_remote_code":true}""", "trust_remote_code names code")]
    [InlineData("""{"peft_type":"LORA","r":2,"lora_alpha":4,"target_modules":["q_proj"],"megatron_core":"os.path"}""", "megatron_core names a module")]
    [InlineData("""{"peft_type":"EVIL","r":2,"lora_alpha":4,"target_modules":["q_proj"]}""", "peft_type is 'EVIL'")]
    [InlineData("""{"peft_type":"LORA","r":99999999,"lora_alpha":4,"target_modules":["q_proj"]}""", "r is 99999999")]
    [InlineData("""{"peft_type":"LORA","r":2,"r":3,"lora_alpha":4,"target_modules":["q_proj"]}""", "r")]
    [InlineData("no json", "not JSON")]
    [InlineData("", "not JSON")]
    public Task A_configuration_that_asks_for_code_or_is_none(string config, string reason) => RefusedAsync(
        RawZip.Of(new RawEntry(Config, Encoding.UTF8.GetBytes(config)), new RawEntry(Weights, Sending.Weights("hostile"))), 422, "upload_refused", reason, Config);

    [Fact]
    public Task A_configuration_of_a_thousand_levels() => RefusedAsync(
        RawZip.Of(new RawEntry(Config, Encoding.UTF8.GetBytes(new string('[', 1000) + new string(']', 1000))), new RawEntry(Weights, Sending.Weights("hostile"))), 422, "upload_refused", "JSON", Config);

    [Fact]
    public Task Weights_that_are_a_pickle() => RefusedAsync(
        Zip(new RawEntry(Weights, Encoding.Latin1.GetBytes("\u0080\u0002cposix\nsystem\nq\u0000X\u0002\u0000\u0000\u0000idq\u0001\u0085q\u0002Rq\u0003."))), 422, "upload_refused", null, Weights);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public Task Weights_that_are_no_numbers(float value)
    {
        float[] bad = [value, 0, 0, 0, 0, 0, 0, 0];
        var tensors = new Dictionary<string, TensorData>
        {
            ["base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"] = TensorData.FromFloats(bad, 2, 4),
            ["base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight"] = TensorData.FromFloats(new float[8], 4, 2),
        };
        return RefusedAsync(Zip(new RawEntry(Weights, SafetensorsWriter.ToBytes(tensors))), 422, "upload_refused", null, Weights);
    }

    [Fact]
    public Task A_zip_without_an_adapter() => RefusedAsync(RawZip.Of(new RawEntry("README.md", "hello"u8.ToArray())), 422, "upload_refused", "'README.md'", Config);

    [Fact]
    public Task An_expert_beside_a_lora() =>
        RefusedAsync(RawZip.Of([.. Sending.Entries("hostile"), new RawEntry("svf_expert.safetensors", "x"u8.ToArray())]), 422, "upload_refused", "Send them apart", "svf_expert.safetensors");

    [Fact]
    public Task An_expert_that_is_none() => RefusedAsync(Noise(1000), 422, "upload_refused", null, "svf_expert.safetensors", "application/octet-stream");

    [Fact]
    public Task A_body_over_the_limit() => RefusedAsync(Noise(2_000_001), 413, "request_too_large", "Api:MaxUploadBytes", null);

    [Fact]
    public Task Another_kind_of_body() => RefusedAsync("{}"u8.ToArray(), 415, "unsupported_media_type", "application/zip", null, "application/json");

    [Fact]
    public Task A_form_without_a_boundary() => RefusedAsync(Form(), 422, "upload_refused", "boundary", null, "multipart/form-data");

    [Fact]
    public Task A_form_that_was_cut_off() => RefusedAsync(Form()[..^60], 422, "upload_refused", "ends before", null, "multipart/form-data; boundary=limit");

    [Fact]
    public Task A_form_whose_file_leads_elsewhere() => RefusedAsync(Form("../../evil.json"), 422, "upload_refused", "leads out", "../../evil.json", "multipart/form-data; boundary=limit");

    [Theory]
    [InlineData("Content-Digest")]
    [InlineData("Repr-Digest")]
    public async Task Bytes_that_are_not_those_announced(string header)
    {
        var before = await api.TracesAsync();

        var answer = await api.ImportAsync(Sending.Zip("hostile"), headers: (header, Sending.DigestOf("other"u8.ToArray())));

        answer.IsProblem(400, "digest_mismatch");
        Assert.Contains(header, answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(before, await api.TracesAsync());
    }

    [Fact]
    public async Task A_sender_who_hangs_up_in_the_middle()
    {
        var before = await api.TracesAsync();
        using (var line = new System.Net.Sockets.TcpClient())
        {
            await line.ConnectAsync("127.0.0.1", api.Client.BaseAddress!.Port);
            var stream = line.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/adapters/import HTTP/1.1\r\nHost: localhost:{api.Client.BaseAddress.Port}\r\nContent-Type: application/zip\r\nContent-Length: 100000\r\n\r\n"));
            await stream.WriteAsync(Sending.Zip("hostile"));
            await WaitAsync(() => Directory.EnumerateFileSystemEntries(api.Uploads).Any());
        }

        await WaitAsync(() => !Directory.EnumerateFileSystemEntries(api.Uploads).Any());
        Assert.Equal(before, await api.TracesAsync());
    }

    private static async Task WaitAsync(Func<bool> until)
    {
        for (var tries = 0; !until(); tries++)
        {
            Assert.True(tries < 500, "It did not happen within ten seconds.");
            await Task.Delay(20);
        }
    }

    private async Task RefusedAsync(byte[] body, int status, string code, string? reason, string? file, string type = "application/zip")
    {
        var before = await api.TracesAsync();

        var answer = await api.ImportAsync(body, type, "?name=hostile/upload");

        answer.IsProblem(status, code);
        if (reason is not null)
            Assert.Contains(reason, answer.Text("detail"), StringComparison.Ordinal);
        if (file is not null)
            Assert.Contains(file, answer.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(before, await api.TracesAsync());
    }

    private static byte[] Zip(params RawEntry[] entries) => RawZip.Of([new RawEntry(Config, Sending.Config("hostile")), .. entries]);

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    // Extra field 1: the sizes in 64 bits.
    private static byte[] Wide(long size) => [1, 0, 8, 0, .. BitConverter.GetBytes(size)];

    private static byte[] Form(string name = Config) => Encoding.ASCII.GetBytes(
        $"--limit\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/json\r\n\r\n{Encoding.ASCII.GetString(Sending.Config("hostile"))}\r\n--limit--\r\n");
}
