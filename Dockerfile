# Every image of MiniRedis; one target per service:
#   docker build --target backend -t miniredis/backend:$(git rev-parse --short HEAD) .
# It needs BuildKit (any Docker since 23). The bases are arguments, so that a mirror or a digest can be put in their place.
ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-25
ARG NODE_IMAGE=node:24-trixie-slim
ARG RUNTIME_IMAGE=debian:trixie-slim
ARG ENGINE_IMAGE=valkey/valkey:9
ARG POSTGRES_IMAGE=postgres:18
# What the labels say; .ci/images gives them.
ARG GIT_SHA=unknown
ARG VERSION=dev
ARG SOURCE=unknown
ARG CREATED=1970-01-01T00:00:00Z

# --- the dashboard's files ---------------------------------------------------------------------------------------------------
FROM ${NODE_IMAGE} AS web
WORKDIR /src/frontend/web
COPY frontend/web/package.json frontend/web/package-lock.json frontend/web/.npmrc* ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY api-gateway/src/main/resources/openapi /src/api-gateway/src/main/resources/openapi
COPY frontend/web ./
RUN npm run -s build -- --outDir /dist --emptyOutDir

# --- the services' jars, each extracted into layers that change at different rates -------------------------------------------
FROM ${MAVEN_IMAGE} AS build
WORKDIR /src
COPY pom.xml ./
COPY service-kit service-kit
COPY launcher/pom.xml launcher/
COPY bench/pom.xml bench/
COPY e2e/pom.xml e2e/
COPY helm/pom.xml helm/
COPY auth-service auth-service
COPY api-gateway api-gateway
COPY backend backend
COPY node-manager node-manager
COPY monitoring-service monitoring-service
COPY frontend frontend
COPY --from=web /dist frontend/target/classes/static
# Goals instead of phases: the phase "package" would fetch all that tests need, and build the dashboard once more. Format, checks and
# tests are CI's, before any image is made.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -N install:install \
 && mvn -B -ntp -q -pl service-kit resources:resources compiler:compile jar:jar install:install \
 && mvn -B -ntp -q -T 1C resources:resources compiler:compile jar:jar spring-boot:repackage \
      org.cyclonedx:cyclonedx-maven-plugin:makeBom -DprojectType=application -DoutputFormat=json -DoutputName=sbom.cdx \
      -pl auth-service,api-gateway,backend,node-manager,monitoring-service,frontend
# A start-up record is for jars of one size and time: theirs is not younger than what .ci/images sets, or pushing would change it
RUN for service in auth-service api-gateway backend node-manager monitoring-service frontend; do \
      java -Djarmode=tools -jar $service/target/$service.jar extract --layers --destination /layers/$service || exit 1; \
    done \
 && find /layers -exec touch --date=2026-01-01T00:00:00Z {} +

# --- a Java runtime of the modules that the services use ---------------------------------------------------------------------
FROM ${MAVEN_IMAGE} AS java
RUN jlink --output /java --no-header-files --no-man-pages --strip-native-debug-symbols exclude-debuginfo-files --add-modules \
java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,java.rmi,\
java.scripting,java.security.jgss,java.sql,java.transaction.xa,java.xml,jdk.crypto.cryptoki,jdk.jfr,jdk.management,jdk.net,\
jdk.unsupported,jdk.zipfs \
 && find /java -name '*.debuginfo' -delete \
 && find /java -exec touch --no-dereference --date=2026-01-01T00:00:00Z {} +

# --- what a service stands on: the C library, Java and a probe. No shell, nothing to install with (docs/adr/0014-images-without-a-shell.md)
FROM ${RUNTIME_IMAGE} AS root
COPY --from=java /java /opt/java
COPY docker/root-for /usr/local/bin/
RUN root-for /opt/java /root-of-services

FROM ${RUNTIME_IMAGE} AS probe
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev
COPY docker/healthy.c /
RUN gcc -static -Os -s -Wall -Wextra -Werror -o /healthy /healthy.c

FROM scratch AS runtime
ENV PATH=/opt/java/bin
COPY --from=root /root-of-services/ /
COPY --from=java /java /opt/java
COPY --from=probe /healthy /opt/miniredis/
# with a mode, or the umask of the checkout would decide
COPY --chmod=644 docker/java.options /opt/miniredis/
WORKDIR /app
USER 10001:10001
ENTRYPOINT ["java", "@/opt/miniredis/java.options"]
HEALTHCHECK --interval=5s --timeout=3s --start-period=120s CMD ["/opt/miniredis/healthy"]

# The same on top of the engine, for the node-manager.
FROM ${ENGINE_IMAGE} AS engine-runtime
ENV PATH=/opt/java/bin:$PATH
COPY --from=java /java /opt/java
COPY --from=probe /healthy /opt/miniredis/
COPY --chmod=644 docker/java.options /opt/miniredis/
COPY --chmod=755 docker/node-manager-init /opt/miniredis/
RUN chown 10001:10001 /data
WORKDIR /app
USER 10001:10001
ENTRYPOINT ["/opt/miniredis/node-manager-init"]
HEALTHCHECK --interval=5s --timeout=3s --start-period=120s CMD ["/opt/miniredis/healthy"]

# --- one-shot: the secrets of a first start ----------------------------------------------------------------------------------
FROM ${RUNTIME_IMAGE} AS secrets
COPY --chmod=755 docker/make-secrets /usr/local/bin/
ENTRYPOINT ["make-secrets"]
ARG GIT_SHA VERSION SOURCE CREATED
LABEL org.opencontainers.image.title="MiniRedis secrets" org.opencontainers.image.revision=$GIT_SHA \
      org.opencontainers.image.version=$VERSION org.opencontainers.image.source=$SOURCE org.opencontainers.image.created=$CREATED

# --- backups of the platform's databases: PostgreSQL's own programs, restic, and the services' migrations for the restore test -----------
FROM build AS backup-services
# most libraries are the same in both
RUN mkdir /services && for service in auth-service backend; do \
      cp -r -p /layers/$service/dependencies/. /layers/$service/snapshot-dependencies/. /layers/$service/application/. /services/ || exit 1; \
    done

FROM ${POSTGRES_IMAGE} AS backup
RUN apt-get update \
 && apt-get install -y --no-install-recommends restic curl ca-certificates \
 # caches and logs, which are others in every build
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/ldconfig/aux-cache /var/log/apt /var/log/*.log \
 # initdb asks for the name of its user; useradd would write down the day
 && echo 'miniredis:x:10001:10001::/work:/usr/sbin/nologin' >>/etc/passwd \
 && echo 'miniredis:x:10001:' >>/etc/group \
 && install -d -o 10001 -g 10001 /work /backups
ENV PATH=/opt/java/bin:$PATH
COPY --from=java /java /opt/java
COPY --from=backup-services /services /opt/miniredis/services
COPY --chmod=755 docker/backup /opt/miniredis/backup/
USER 10001:10001
ENTRYPOINT ["/opt/miniredis/backup/backup"]
CMD ["help"]
HEALTHCHECK NONE
ARG GIT_SHA VERSION SOURCE CREATED
LABEL org.opencontainers.image.title="MiniRedis backup" org.opencontainers.image.revision=$GIT_SHA \
      org.opencontainers.image.version=$VERSION org.opencontainers.image.source=$SOURCE org.opencontainers.image.created=$CREATED

# --- the services ------------------------------------------------------------------------------------------------------------
# Each is put together once ("…-app"), started once with the very flags of its later life to record what it loads, and shipped with
# that record: it then starts in half the time. Paths and files are the same in all three, or the record would not be taken.

FROM runtime AS auth-service-app
ENV SERVER_PORT=8000
EXPOSE 8000
# for mails, where there is no mail server
COPY --from=root --chown=10001:10001 --chmod=0700 /root-of-services/var /mail
COPY --from=build /layers/auth-service/dependencies/ ./
COPY --from=build /layers/auth-service/snapshot-dependencies/ ./
COPY --from=build /layers/auth-service/application/ ./

FROM ${POSTGRES_IMAGE} AS auth-service-record
ENV PATH=/opt/java/bin:$PATH
COPY --from=auth-service-app /opt /opt
COPY --from=auth-service-app /app /app
COPY docker/train /opt/miniredis/
RUN /opt/miniredis/train auth-service /tmp/auth-service.aot

FROM auth-service-app AS auth-service
COPY --from=auth-service-record /tmp/auth-service.aot ./
COPY --from=build /src/auth-service/target/sbom.cdx.json sbom/
CMD ["-XX:AOTCache=/app/auth-service.aot", "-jar", "/app/auth-service.jar"]
ARG GIT_SHA VERSION SOURCE CREATED
LABEL org.opencontainers.image.title="MiniRedis auth-service" org.opencontainers.image.revision=$GIT_SHA \
      org.opencontainers.image.version=$VERSION org.opencontainers.image.source=$SOURCE org.opencontainers.image.created=$CREATED

FROM runtime AS api-gateway-app
ENV SERVER_PORT=8080
EXPOSE 8080
COPY --from=build /layers/api-gateway/dependencies/ ./
COPY --from=build /layers/api-gateway/snapshot-dependencies/ ./
COPY --from=build /layers/api-gateway/application/ ./

FROM ${RUNTIME_IMAGE} AS api-gateway-record
ENV PATH=/opt/java/bin:$PATH
COPY --from=api-gateway-app /opt /opt
COPY --from=api-gateway-app /app /app
COPY docker/train /opt/miniredis/
RUN /opt/miniredis/train api-gateway /tmp/api-gateway.aot

FROM api-gateway-app AS api-gateway
COPY --from=api-gateway-record /tmp/api-gateway.aot ./
COPY --from=build /src/api-gateway/target/sbom.cdx.json sbom/
CMD ["-XX:AOTCache=/app/api-gateway.aot", "-jar", "/app/api-gateway.jar"]
ARG GIT_SHA VERSION SOURCE CREATED
LABEL org.opencontainers.image.title="MiniRedis api-gateway" org.opencontainers.image.revision=$GIT_SHA \
      org.opencontainers.image.version=$VERSION org.opencontainers.image.source=$SOURCE org.opencontainers.image.created=$CREATED

FROM runtime AS backend-app
ENV SERVER_PORT=5500
EXPOSE 5500
COPY --from=build /layers/backend/dependencies/ ./
COPY --from=build /layers/backend/snapshot-dependencies/ ./
COPY --from=build /layers/backend/application/ ./

FROM ${POSTGRES_IMAGE} AS backend-record
ENV PATH=/opt/java/bin:$PATH
COPY --from=backend-app /opt /opt
COPY --from=backend-app /app /app
COPY docker/train /opt/miniredis/
RUN /opt/miniredis/train backend /tmp/backend.aot

FROM backend-app AS backend
COPY --from=backend-record /tmp/backend.aot ./
COPY --from=build /src/backend/target/sbom.cdx.json sbom/
CMD ["-XX:AOTCache=/app/backend.aot", "-jar", "/app/backend.jar"]
ARG GIT_SHA VERSION SOURCE CREATED
LABEL org.opencontainers.image.title="MiniRedis backend" org.opencontainers.image.revision=$GIT_SHA \
      org.opencontainers.image.version=$VERSION org.opencontainers.image.source=$SOURCE org.opencontainers.image.created=$CREATED

FROM runtime AS monitoring-service-app
ENV SERVER_PORT=9000
EXPOSE 9000
COPY --from=build /layers/monitoring-service/dependencies/ ./
COPY --from=build /layers/monitoring-service/snapshot-dependencies/ ./
COPY --from=build /layers/monitoring-service/application/ ./

FROM ${RUNTIME_IMAGE} AS monitoring-service-record
ENV PATH=/opt/java/bin:$PATH
COPY --from=monitoring-service-app /opt /opt
COPY --from=monitoring-service-app /app /app
COPY docker/train /opt/miniredis/
RUN /opt/miniredis/train monitoring-service /tmp/monitoring-service.aot

FROM monitoring-service-app AS monitoring-service
COPY --from=monitoring-service-record /tmp/monitoring-service.aot ./
COPY --from=build /src/monitoring-service/target/sbom.cdx.json sbom/
CMD ["-XX:AOTCache=/app/monitoring-service.aot", "-jar", "/app/monitoring-service.jar"]
ARG GIT_SHA VERSION SOURCE CREATED
LABEL org.opencontainers.image.title="MiniRedis monitoring-service" org.opencontainers.image.revision=$GIT_SHA \
      org.opencontainers.image.version=$VERSION org.opencontainers.image.source=$SOURCE org.opencontainers.image.created=$CREATED

FROM runtime AS frontend-app
ENV SERVER_PORT=5173
EXPOSE 5173
COPY --from=build /layers/frontend/dependencies/ ./
COPY --from=build /layers/frontend/snapshot-dependencies/ ./
COPY --from=build /layers/frontend/application/ ./

FROM ${RUNTIME_IMAGE} AS frontend-record
ENV PATH=/opt/java/bin:$PATH
COPY --from=frontend-app /opt /opt
COPY --from=frontend-app /app /app
COPY docker/train /opt/miniredis/
RUN /opt/miniredis/train frontend /tmp/frontend.aot

FROM frontend-app AS frontend
COPY --from=frontend-record /tmp/frontend.aot ./
COPY --from=build /src/frontend/target/sbom.cdx.json sbom/
CMD ["-XX:AOTCache=/app/frontend.aot", "-jar", "/app/frontend.jar"]
ARG GIT_SHA VERSION SOURCE CREATED
LABEL org.opencontainers.image.title="MiniRedis frontend" org.opencontainers.image.revision=$GIT_SHA \
      org.opencontainers.image.version=$VERSION org.opencontainers.image.source=$SOURCE org.opencontainers.image.created=$CREATED

FROM engine-runtime AS node-manager-app
ENV SERVER_PORT=7000 MINIREDIS_DATA_DIR=/data
EXPOSE 7000
COPY --from=build /layers/node-manager/dependencies/ ./
COPY --from=build /layers/node-manager/snapshot-dependencies/ ./
COPY --from=build /layers/node-manager/application/ ./

FROM node-manager-app AS node-manager-record
COPY docker/train /opt/miniredis/
RUN /opt/miniredis/train node-manager /tmp/node-manager.aot

FROM node-manager-app AS node-manager
COPY --from=node-manager-record /tmp/node-manager.aot ./
COPY --from=build /src/node-manager/target/sbom.cdx.json sbom/
STOPSIGNAL SIGTERM
ARG GIT_SHA VERSION SOURCE CREATED
LABEL org.opencontainers.image.title="MiniRedis node-manager" org.opencontainers.image.revision=$GIT_SHA \
      org.opencontainers.image.version=$VERSION org.opencontainers.image.source=$SOURCE org.opencontainers.image.created=$CREATED
