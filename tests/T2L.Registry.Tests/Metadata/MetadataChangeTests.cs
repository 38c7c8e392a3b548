using T2L.Registry.Metadata;

namespace T2L.Registry.Tests.Metadata;

public sealed class MetadataChangeTests
{
    [Theory]
    [InlineData("math")]
    [InlineData("math/algebra 2.0_b-c")]
    [InlineData("übersetzung")]
    [InlineData("перевод")]
    [InlineData("翻訳タスク")]
    [InlineData("번역")]
    [InlineData("अनुवाद")]
    [InlineData("2026")]
    public void A_tag_is_letters_of_one_writing_system_digits_and_marks_between(string tag) => Assert.Null(MetadataChange.TagFault(tag));

    [Theory]
    [InlineData("", "The tag is empty; expected 1 to 64 characters.")]
    [InlineData(null, "The tag is empty; expected 1 to 64 characters.")]
    [InlineData(" math", "The tag ' math' begins or ends with a space; leave it out.")]
    [InlineData("m\u0430th", "The tag 'm\u0430th' mixes Latin and Cyrillic letters, which may look like another word; expected letters of one writing system.")]
    [InlineData("\u03BFpen", "The tag '\u03BFpen' mixes Greek and Latin letters, which may look like another word; expected letters of one writing system.")]
    [InlineData("東京tokyo", "The tag '東京tokyo' mixes East Asian and Latin letters, which may look like another word; expected letters of one writing system.")]
    [InlineData("<b>", "The tag '<b>' holds U+003C; expected letters, digits 0-9 and . - _ / or a space between them.")]
    [InlineData("a\u200Bb", "The tag 'ab' holds U+200B; expected letters, digits 0-9 and . - _ / or a space between them.")]
    [InlineData("ｍath", "The tag 'ｍath' holds U+FF4D; expected letters, digits 0-9 and . - _ / or a space between them.")]
    [InlineData("e\u0301", "The tag 'e\u0301' holds U+0301; expected letters, digits 0-9 and . - _ / or a space between them.")]
    [InlineData("৪", "The tag '৪' holds U+09EA; expected letters, digits 0-9 and . - _ / or a space between them.")]
    [InlineData("a\nb", "The tag 'ab' holds U+000A; expected letters, digits 0-9 and . - _ / or a space between them.")]
    public void Other_tags_are_refused_with_what_is_wrong(string? tag, string sentence) => Assert.Equal(sentence, MetadataChange.TagFault(tag));

    [Fact]
    public void A_tag_has_at_most_64_characters()
    {
        Assert.Null(MetadataChange.TagFault(new string('a', 64)));
        Assert.Equal("The tag has 65 characters; at most 64 are allowed.", MetadataChange.TagFault(new string('a', 65)));
    }

    [Theory]
    [InlineData("team-math", null)]
    [InlineData("ann@example.org", null)]
    [InlineData("Ann O'Neil", null)]
    [InlineData("\u0430nn", "The owner '\u0430nn' mixes Cyrillic and Latin letters, which may look like another word; expected letters of one writing system.")]
    public void An_owner_is_a_person_or_a_team(string owner, string? sentence) => Assert.Equal(sentence, new MetadataChange { Owner = owner }.Fault()?.Sentence);

    [Theory]
    [InlineData("Cost")]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("a.")]
    public void A_key_has_the_form_of_an_alias(string key) => Assert.Equal("Properties", new MetadataChange { Properties = One(key, PropertyValue.Of("x")) }.Fault()?.Field);

    [Fact]
    public void A_value_is_a_short_text_a_finite_number_or_a_truth()
    {
        Assert.Null(new MetadataChange { Properties = One("latest", PropertyValue.Of(new string('x', 1000))) }.Fault());
        Assert.Null(new MetadataChange { Properties = One("a", PropertyValue.Of("😀")) }.Fault());
        Assert.Null(new MetadataChange { Properties = One("a", PropertyValue.Of(false)) }.Fault());
        Assert.Equal("The property 'a' has 1001 characters; at most 1000 are allowed. Put longer texts on the card.", new MetadataChange { Properties = One("a", PropertyValue.Of(new string('x', 1001))) }.Fault()?.Sentence);
        Assert.Equal("The property 'a' is NaN; expected a finite number.", new MetadataChange { Properties = One("a", PropertyValue.Of(double.NaN)) }.Fault()?.Sentence);
        Assert.NotNull(new MetadataChange { Properties = One("a", PropertyValue.Of("\ud83d")) }.Fault());
        Assert.NotNull(new MetadataChange { Properties = One("a", PropertyValue.Of("a\0")) }.Fault());
    }

    private static Dictionary<string, PropertyValue?> One(string key, PropertyValue value) => new() { [key] = value };
}
