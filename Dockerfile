# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Packages change less often than code: a layer of their own keeps them.
COPY Directory.Build.props global.json ./
COPY .config/ .config/
COPY src/Directory.Packages.props src/
COPY src/HealthScore.Domain/HealthScore.Domain.csproj src/HealthScore.Domain/packages.lock.json src/HealthScore.Domain/
COPY src/HealthScore.Engine/HealthScore.Engine.csproj src/HealthScore.Engine/packages.lock.json src/HealthScore.Engine/
COPY src/HealthScore.Web/HealthScore.Web.csproj src/HealthScore.Web/BlazorScript.targets src/HealthScore.Web/packages.lock.json src/HealthScore.Web/
RUN dotnet restore src/HealthScore.Web --locked-mode
COPY .editorconfig ./
COPY src/ src/
RUN dotnet publish src/HealthScore.Web --no-restore -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
RUN mkdir /data && chown "$APP_UID:$APP_UID" /data
# The program's own setting, since it outweighs ASPNETCORE_URLS; the base image's port goes.
ENV Urls=http://+:5080 \
    ASPNETCORE_HTTP_PORTS= \
    HealthScore__DataFolder=/data
# A user without rights; the base image brings it.
USER $APP_UID
WORKDIR /data
VOLUME /data
EXPOSE 5080
# The image has no curl: bash asks by itself whether the program is alive.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5080 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "/app/HealthScore.Web.dll"]
