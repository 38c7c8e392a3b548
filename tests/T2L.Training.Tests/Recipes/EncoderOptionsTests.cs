using T2L.Training.Recipes;

namespace T2L.Training.Tests.Recipes;

public class EncoderOptionsTests
{
    private static readonly EncoderOptions Usual = new() { Output = "encoder" };

    public static TheoryData<EncoderOptions, string> Refused => new()
    {
        { Usual with { Buckets = 0 }, "Buckets of the text encoder is 0; expected 1 to 1048576." },
        { Usual with { FeatureDropout = 1 }, "FeatureDropout of the text encoder is 1; expected 0 to 0.99." },
        { Usual with { Temperature = double.NaN }, "Temperature of the text encoder is NaN" },
        { Usual with { Workers = 65 }, "Workers of the text encoder is 65; expected 1 to 64." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_settings_out_of_range(EncoderOptions options, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);

    [Fact]
    public void The_defaults_are_in_range() => Usual.Validate();
}
