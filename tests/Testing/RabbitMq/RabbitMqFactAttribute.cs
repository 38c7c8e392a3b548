namespace T2L.Testing.RabbitMq;

/// <summary>A fact that needs a broker; reported as skipped where Debian's package is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RabbitMqFactAttribute : FactAttribute
{
    public RabbitMqFactAttribute()
    {
        if (RabbitMqInstallation.Sbin is null)
            Skip = $"No RabbitMQ under {RabbitMqInstallation.Folder}. Install it with: apt-get install rabbitmq-server";
    }
}
