using System.Text.Json;
using System.Text.Unicode;

namespace T2L.Adapters.Safetensors;

/// <summary>Turns header text into tensor descriptions, refusing whatever the format does not allow.</summary>
internal ref struct SafetensorsHeaderParser
{
    // header object, tensor object, shape array
    private const int MaxDepth = 3;

    private readonly string _file;
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _json;

    public SafetensorsHeaderParser(ReadOnlySpan<byte> text, string file)
    {
        _file = file;
        _text = text;
        _json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    public (OrderedDictionary<string, TensorInfo> Tensors, OrderedDictionary<string, string> Metadata) Parse()
    {
        if (!Utf8.IsValid(_text))
            throw Refuse(AdapterFormatError.InvalidUtf8, "the header is not UTF-8 text.");
        if (_text.IsEmpty || _text[0] != (byte)'{')
            throw Refuse(AdapterFormatError.InvalidJson, "the header does not begin with '{'; expected a JSON object.");
        try
        {
            return ParseObject();
        }
        catch (JsonException e)
        {
            throw Refuse(AdapterFormatError.InvalidJson, $"the header is not JSON of the expected form: {e.Message}", inner: e);
        }
        catch (InvalidOperationException e)
        {
            // What the reader throws for an escaped lone surrogate, which no UTF-8 text can hold.
            throw Refuse(AdapterFormatError.InvalidUtf8, "a name in the header is not valid Unicode.", inner: e);
        }
    }

    private (OrderedDictionary<string, TensorInfo> Tensors, OrderedDictionary<string, string> Metadata) ParseObject()
    {
        var tensors = new OrderedDictionary<string, TensorInfo>(StringComparer.Ordinal);
        OrderedDictionary<string, string>? metadata = null;
        _json.Read();
        while (NextName() is { } name)
        {
            if (name == SafetensorsLimits.MetadataKey)
            {
                if (metadata is not null)
                    throw Duplicate(name);
                metadata = ParseMetadata();
            }
            else if (!tensors.TryAdd(name, ParseTensor(name)))
            {
                throw Duplicate(name);
            }
        }

        _json.Read(); // refuses text after the closing brace
        return (tensors, metadata ?? []);
    }

    private OrderedDictionary<string, string> ParseMetadata()
    {
        var metadata = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Refuse(AdapterFormatError.InvalidMetadata, $"__metadata__ is {Kind()}; expected an object of texts.");
        while (NextName() is { } name)
        {
            _json.Read();
            if (_json.TokenType != JsonTokenType.String)
                throw Refuse(AdapterFormatError.InvalidMetadata, $"__metadata__ entry '{name}' is {Kind()}; expected text.");
            if (!metadata.TryAdd(name, _json.GetString()!))
                throw Duplicate(name);
        }

        return metadata;
    }

    private TensorInfo ParseTensor(string name)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Refuse(AdapterFormatError.InvalidTensorEntry, $"tensor '{name}' is {Kind()}; expected an object.", name);

        TensorDType? dtype = null;
        long[]? shape = null, offsets = null;
        while (NextName() is { } field)
        {
            _json.Read();
            var repeated = field switch
            {
                "dtype" => dtype is not null,
                "shape" => shape is not null,
                "data_offsets" => offsets is not null,
                _ => throw Refuse(AdapterFormatError.InvalidTensorEntry,
                    $"tensor '{name}' has the field '{field}'; expected dtype, shape and data_offsets only.", name),
            };
            if (repeated)
                throw Refuse(AdapterFormatError.DuplicateKey, $"tensor '{name}' has the field '{field}' twice.", name);
            if (field == "dtype")
                dtype = ParseDType(name);
            else if (field == "shape")
                shape = ParseNumbers(name, field, AdapterFormatError.InvalidShape, TensorShape.MaxDimensions);
            else
                offsets = ParseNumbers(name, field, AdapterFormatError.InvalidOffsets, 2);
        }

        if (dtype is null || shape is null || offsets is null)
        {
            var missing = dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw Refuse(AdapterFormatError.InvalidTensorEntry, $"tensor '{name}' has no {missing}.", name);
        }

        if (offsets.Length != 2)
            throw Refuse(AdapterFormatError.InvalidOffsets, $"data_offsets of '{name}' has {offsets.Length} numbers; expected 2.", name);
        return new TensorInfo(name, dtype.Value, new ValueList<long>(shape), offsets[0], offsets[1]);
    }

    private readonly TensorDType ParseDType(string tensor)
    {
        if (_json.TokenType != JsonTokenType.String)
            throw Refuse(AdapterFormatError.InvalidTensorEntry, $"dtype of '{tensor}' is {Kind()}; expected text.", tensor);
        var text = _json.GetString();
        return TensorDTypeExtensions.TryParseSafetensors(text, out var dtype)
            ? dtype
            : throw Refuse(AdapterFormatError.UnknownDType,
                $"dtype of '{tensor}' is '{text}'; expected one of {TensorDTypeExtensions.SafetensorsNames}.", tensor);
    }

    private long[] ParseNumbers(string tensor, string field, AdapterFormatError error, int limit)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
            throw Refuse(AdapterFormatError.InvalidTensorEntry, $"{field} of '{tensor}' is {Kind()}; expected an array.", tensor);
        var numbers = new List<long>(4);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number)
                throw Refuse(error, $"{field} of '{tensor}' holds {Kind()}; expected whole numbers.", tensor);
            if (!_json.TryGetInt64(out var number) || number < 0)
            {
                throw Refuse(error,
                    $"{field} of '{tensor}' holds {Shorten(_json.ValueSpan)}; expected a whole number from 0 to {long.MaxValue}.", tensor);
            }

            if (numbers.Count == limit)
                throw Refuse(error, $"{field} of '{tensor}' has more than {limit} numbers.", tensor);
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private string? NextName() =>
        _json.Read() && _json.TokenType == JsonTokenType.PropertyName ? _json.GetString() : null;

    private readonly string Kind() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };

    private static string Shorten(ReadOnlySpan<byte> digits) =>
        digits.Length <= 40 ? System.Text.Encoding.UTF8.GetString(digits) : System.Text.Encoding.UTF8.GetString(digits[..40]) + "…";

    private readonly AdapterFormatException Duplicate(string name) =>
        Refuse(AdapterFormatError.DuplicateKey, $"the header names '{name}' twice.", name);

    private readonly AdapterFormatException Refuse(AdapterFormatError error, string message, string? tensor = null, Exception? inner = null) =>
        new(error, message, _file, tensor, inner);
}
