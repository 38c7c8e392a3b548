using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using T2L.Contracts.Configuration;
using T2L.Worker.Generation;
using T2L.Worker.Serving;

namespace T2L.Worker.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("MaxResidentAdapters", "0", "Inference:MaxResidentAdapters is 0; expected 1 to 4096 (default 64).")]
    [InlineData("MaxResidentAdapters", "4097", "Inference:MaxResidentAdapters is 4097; expected 1 to 4096 (default 64).")]
    [InlineData("Device", "gpu", "Inference:Device is 'gpu'; expected auto, cpu or cuda:N (default auto).")]
    [InlineData("Device", "cuda:x", "Inference:Device is 'cuda:x'; expected auto, cpu or cuda:N (default auto).")]
    [InlineData("Precision", "int8", "Inference:Precision is 'int8'; expected auto, float32, bfloat16 or float16 (default auto).")]
    [InlineData("ChatTemplate", "chatml", "Inference:ChatTemplate is 'chatml'; expected auto, none, t2l-mistral, t2l-llama-3, t2l-gemma-2 or the path of a .jinja file (default auto).")]
    [InlineData("BaseModel", "", "Inference:BaseModel is empty; expected the directory of a base model (default models/nano/base).")]
    public void Refuses_wrong_inference_settings(string key, string value, string expected) =>
        Assert.Equal(expected, Failure<InferenceOptions>("Inference", key, value));

    [Theory]
    [InlineData("LeaseSeconds", "0", "Generation:LeaseSeconds is 0; expected 1 to 3600 (default 60).")]
    [InlineData("SweepSeconds", "601", "Generation:SweepSeconds is 601; expected 1 to 600 (default 5).")]
    [InlineData("MaxAttempts", "-1", "Generation:MaxAttempts is -1; expected 1 to 100 (default 5).")]
    [InlineData("RetrySeconds", "0", "Generation:RetrySeconds is 0; expected 0.01 to 600 (default 1).")]
    [InlineData("Hypernetwork", "", "Generation:Hypernetwork is empty; expected the directory of a hypernetwork (default models/nano/hypernetwork).")]
    [InlineData("Encoder", "", "Generation:Encoder is empty; expected the directory of a text encoder (default models/nano/encoder).")]
    public void Refuses_wrong_generation_settings(string key, string value, string expected) =>
        Assert.Equal(expected, Failure<GenerationOptions>("Generation", key, value));

    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    [InlineData("cuda:0")]
    [InlineData("cuda")]
    public void Takes_a_device(string device) => Assert.Equal(device, Read<InferenceOptions>("Inference", "Device", device).Device);

    private static string Failure<T>(string section, string key, string value)
        where T : class, new() => Assert.Throws<OptionsValidationException>(() => Read<T>(section, key, value)).Message;

    private static T Read<T>(string section, string key, string value)
        where T : class, new() => new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create($"{section}:{key}", (string?)value)])
        .Build()
        .ReadChecked<T>(section);
}
