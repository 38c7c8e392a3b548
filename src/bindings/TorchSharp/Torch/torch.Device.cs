using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lives: a kind of device and, where there are several, which one.</summary>
    public class Device
    {
        public DeviceType type { get; }

        /// <summary>-1 means the current device of that kind.</summary>
        public int index { get; }

        public Device(string description)
        {
            var colon = description.IndexOf(':', StringComparison.Ordinal);
            type = ParseType(colon < 0 ? description : description[..colon], description);
            index = colon < 0 ? -1 : ParseIndex(description[(colon + 1)..], description);
        }

        public Device(string deviceType, int index = -1) : this(ParseType(deviceType, deviceType), index)
        {
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = deviceType == DeviceType.CPU ? -1 : index;
        }

        public Device(int index) : this(DeviceType.CUDA, index)
        {
        }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => index < 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}:{index}");

        private string Name => type.ToString().ToLowerInvariant();

        private static DeviceType ParseType(string text, string description) => text switch
        {
            "cpu" => DeviceType.CPU,
            "cuda" => DeviceType.CUDA,
            "mps" => DeviceType.MPS,
            "meta" => DeviceType.META,
            _ => throw new ArgumentException($"Device '{description}' is not known; expected cpu, cuda or cuda:N.", nameof(description)),
        };

        private static int ParseIndex(string text, string description) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ArgumentException($"Device '{description}' has no valid index after the colon; expected for instance cuda:0.", nameof(description));
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    private static Device s_defaultDevice = CPU;

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);

    public static Device get_default_device() => s_defaultDevice;

    public static void set_default_device(Device device) => s_defaultDevice = device;

    public static void set_default_device(string device) => s_defaultDevice = new Device(device);
}
