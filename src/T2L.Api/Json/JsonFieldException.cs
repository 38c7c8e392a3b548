using System.Text.Json;

namespace T2L.Api.Json;

/// <summary>A field's value is not what it must be.</summary>
/// <param name="message">The rest of a sentence that begins with the field's name.</param>
internal sealed class JsonFieldException(string message) : JsonException(message);
