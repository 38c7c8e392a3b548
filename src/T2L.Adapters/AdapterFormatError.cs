namespace T2L.Adapters;

/// <summary>Why a file or an adapter was refused: the closed list of reasons.</summary>
/// <remarks>The message of <see cref="AdapterFormatException"/> says what was found and what was expected; this says the kind.</remarks>
public enum AdapterFormatError
{
    /// <summary>The file, or one file of a directory, does not exist.</summary>
    FileMissing,

    /// <summary>The operating system did not let the file be read.</summary>
    FileUnreadable,

    /// <summary>The file ends before what it announces.</summary>
    FileTruncated,

    /// <summary>The file, or one part of it, is larger than the limit.</summary>
    FileTooLarge,

    /// <summary>Bytes follow that nothing in the file describes.</summary>
    TrailingBytes,

    /// <summary>The safetensors header is longer than the limit.</summary>
    HeaderTooLong,

    /// <summary>The text is not JSON of the expected form.</summary>
    InvalidJson,

    /// <summary>The text is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>A name occurs twice.</summary>
    DuplicateKey,

    /// <summary>The metadata of a safetensors file is not a map from text to text.</summary>
    InvalidMetadata,

    /// <summary>The description of a tensor lacks a field, or has one of the wrong kind.</summary>
    InvalidTensorEntry,

    /// <summary>A dtype that is not read here.</summary>
    UnknownDType,

    /// <summary>A dimension is negative, or the dimensions multiply to more than can be addressed.</summary>
    InvalidShape,

    /// <summary>The position of a tensor's bytes makes no sense.</summary>
    InvalidOffsets,

    /// <summary>Two tensors share bytes.</summary>
    OverlappingRanges,

    /// <summary>Bytes between two tensors belong to none.</summary>
    MissingRange,

    /// <summary>Shape and dtype need another number of bytes than there are.</summary>
    SizeMismatch,

    /// <summary>A tensor that the format does not know.</summary>
    UnknownTensor,

    /// <summary>A tensor that the format, the configuration or the caller asks for is not there.</summary>
    MissingTensor,

    /// <summary>lora_A without lora_B, or the other way round; or no pair at all.</summary>
    IncompletePair,

    /// <summary>The rank of a factor is not the one its configuration gives.</summary>
    RankMismatch,

    /// <summary>The shapes of two tensors, or of a tensor and its model, do not go together.</summary>
    ShapeMismatch,

    /// <summary>A dtype that does not go here.</summary>
    DTypeMismatch,

    /// <summary>A tensor holds NaN or infinity.</summary>
    NotFinite,

    /// <summary>The adapter was made for another model.</summary>
    DoesNotFit,

    /// <summary>A configuration value is missing, of the wrong kind or out of range.</summary>
    InvalidConfig,

    /// <summary>A kind of adapter that is understood, but not supported.</summary>
    Unsupported,

    /// <summary>The zip archive is damaged or built to deceive.</summary>
    InvalidArchive,

    /// <summary>The pickle is damaged, or does not describe a state dict.</summary>
    InvalidPickle,

    /// <summary>The pickle asks for code to run, or for a type that is not on the list.</summary>
    ForbiddenPickle,

    /// <summary>A manifest that is not in its canonical form.</summary>
    InvalidManifest,

    /// <summary>The bytes are not those that their checksum or digest names.</summary>
    ChecksumMismatch,

    /// <summary>The gates of an SVF expert leave nothing of a matrix, or blow it up: all zero or negative, or they cancel out.</summary>
    EmptyGate,

    /// <summary>An SVF expert was trained on another decomposition of its base model.</summary>
    OtherDecomposition,
}
