namespace T2L.Tokenizers.Formats;

/// <summary>What is wrong with a model's files. The list is closed.</summary>
public enum ModelFormatError
{
    /// <summary>A file that the model needs is not in its folder.</summary>
    MissingFile,

    /// <summary>A file is there but cannot be read.</summary>
    Unreadable,

    /// <summary>A file is not the UTF-8 text it should be.</summary>
    NotText,

    /// <summary>A file is larger than any real one, so it was not read.</summary>
    TooLarge,

    /// <summary>A file is not the JSON it should be.</summary>
    NotJson,

    /// <summary>A field that has no default is absent.</summary>
    MissingField,

    /// <summary>A field has a value that cannot be right, or contradicts another one.</summary>
    BadValue,

    /// <summary>The file asks for something this program does not do; doing something else instead would give wrong numbers.</summary>
    Unsupported,

    /// <summary>A tensor that the architecture has is in no weights file.</summary>
    MissingTensor,

    /// <summary>A weights file holds a tensor that the architecture has no place for.</summary>
    UnexpectedTensor,

    /// <summary>A tensor's shape contradicts the configuration.</summary>
    WrongShape,

    /// <summary>A tensor is stored in a number format that is not one of F64, F32, F16 and BF16.</summary>
    WrongDType,
}
