using System.Text;
using T2L.Adapters.Json;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Tests.Peft;

public class PeftConfigFileTests
{
    [Fact]
    public void Keeps_every_value_through_writing_and_reading()
    {
        var config = new LoraConfig
        {
            Rank = 4,
            Alpha = 0.1,
            UseRsLora = true,
            TargetModules = ["v_proj", "q_proj"],
            BaseModel = "org/naïve \"model\" 😀",
            Revision = "main",
            Dropout = 1e-5,
            InferenceMode = true,
            TaskType = null,
            RankPattern = [new("a.q_proj", 2), new("z.q_proj", 3)],
            AlphaPattern = [new("v_proj", 2.5)],
        };

        Assert.Equal(config, PeftConfigFile.Parse(PeftConfigFile.ToJson(config)));
    }

    [Fact]
    public void Writes_what_Python_would()
    {
        var json = Encoding.ASCII.GetString(PeftConfigFile.ToJson(new LoraConfig
        {
            Rank = 4,
            Alpha = 32.5,
            TargetModules = ["q_proj"],
            BaseModel = "naïve😀\u007f\n",
            AlphaPattern = [new("b", 2), new("a", 1e-7)],
        }));

        Assert.Contains("  \"alpha_pattern\": {\n    \"a\": 1e-07,\n    \"b\": 2\n  },\n", json, StringComparison.Ordinal);
        Assert.Contains("  \"base_model_name_or_path\": \"na\\u00efve\\ud83d\\ude00\u007f\\n\",\n", json, StringComparison.Ordinal);
        Assert.Contains("  \"lora_alpha\": 32.5,\n", json, StringComparison.Ordinal);
        Assert.Contains("  \"lora_dropout\": 0.0,\n", json, StringComparison.Ordinal);
        Assert.Contains("  \"rank_pattern\": {},\n", json, StringComparison.Ordinal);
        Assert.EndsWith("\"use_rslora\": false\n}", json, StringComparison.Ordinal);
    }

    // Values printed by Python 3.11.
    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1, "1.0")]
    [InlineData(0.05, "0.05")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-4, "0.0001")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(0.000012345, "1.2345e-05")]
    [InlineData(-1.5e-10, "-1.5e-10")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1234567890123456.0, "1234567890123456.0")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e22, "1e+22")]
    [InlineData(1e100, "1e+100")]
    [InlineData(1e-7, "1e-07")]
    [InlineData(0.3, "0.3")]
    [InlineData(12.5, "12.5")]
    [InlineData(120, "120.0")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    public void Prints_numbers_as_Python_does(double value, string expected) => Assert.Equal(expected, PythonFloat.Show(value));

    [Fact]
    public void Takes_defaults_for_missing_fields_and_passes_over_unknown_ones()
    {
        var config = PeftConfigFile.Parse("""{"peft_type":"LORA","r":8,"lora_alpha":16.0,"target_modules":["q_proj"],"use_rslora":null,"from_the_future":{"a":[1]}}"""u8);

        Assert.Equal(new LoraConfig { Rank = 8, Alpha = 16, TargetModules = ["q_proj"], TaskType = null }, config);
    }

    [Theory, InlineData("true"), InlineData("\"gaussian\""), InlineData("\"eva\""), InlineData("false"), InlineData("null")]
    public void Takes_initializations_that_leave_the_base_model_alone(string init) =>
        PeftConfigFile.Parse(Encoding.UTF8.GetBytes($$"""{"peft_type":"LORA","r":8,"lora_alpha":16,"target_modules":["q_proj"],"init_lora_weights":{{init}},"modules_to_save":[],"layer_replication":null}"""));
}
