using System.Text.Json;
using System.Text.Json.Serialization;

namespace T2L.Api.Json;

/// <summary>One text or a list of texts, as the OpenAI API takes prompts and stop texts.</summary>
/// <param name="Texts">The texts, in order.</param>
/// <param name="IsList">True when they came as a list.</param>
[JsonConverter(typeof(TextOrListConverter))]
internal sealed record TextOrList(IReadOnlyList<string> Texts, bool IsList);

internal sealed class TextOrListConverter : JsonConverter<TextOrList>
{
    private const string Expected = "has the wrong type; expected a text or a list of texts.";

    public override TextOrList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new TextOrList([Text(ref reader)], IsList: false);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonFieldException(Expected);
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(reader.TokenType == JsonTokenType.String ? Text(ref reader) : throw new JsonFieldException(Expected));
        return new TextOrList(texts, IsList: true);
    }

    public override void Write(Utf8JsonWriter writer, TextOrList value, JsonSerializerOptions options)
    {
        if (value.IsList)
            JsonSerializer.Serialize(writer, value.Texts, options);
        else
            writer.WriteStringValue(value.Texts[0]);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonFieldException(JsonBodyProblem.HalfCharacter);
        }
    }
}
