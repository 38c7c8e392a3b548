namespace T2L.Adapters.PyTorch.Archives;

/// <summary>Numbers of the zip format (PKWARE APPNOTE 6.3), as far as stored archives need them.</summary>
internal static class ZipFormat
{
    public const uint LocalSignature = 0x0403_4B50;
    public const uint DescriptorSignature = 0x0807_4B50;
    public const uint CentralSignature = 0x0201_4B50;
    public const uint EndSignature = 0x0605_4B50;
    public const uint End64Signature = 0x0606_4B50;
    public const uint Locator64Signature = 0x0706_4B50;

    public const int LocalBytes = 30;
    public const int CentralBytes = 46;
    public const int EndBytes = 22;
    public const int End64Bytes = 56;
    public const int Locator64Bytes = 20;

    public const ushort Encrypted = 0x0001;

    /// <summary>Flags that PyTorch writes: sizes follow the data, names are UTF-8.</summary>
    public const ushort WriterFlags = 0x0808;

    public const uint Saturated32 = uint.MaxValue;
    public const ushort Saturated16 = ushort.MaxValue;
    public const ushort Zip64Extra = 0x0001;
}
