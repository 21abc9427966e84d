"""What can be taken away, by plain links that a browser saves."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.address import state_from
from dashboard.state import LETTERS
from scenarios.errors import InputError


async def scenario(request: Request) -> Response:
    """A regime of an address as a scenario file: `/take/a.yaml?…`."""
    try:
        state = state_from(request.url.query)
        yaml = state.scenario(LETTERS.lower().index(request.path_params["arm"])).to_yaml()
    except (InputError, ValueError, IndexError) as error:
        return PlainTextResponse(str(error), 400)
    return Response(yaml, media_type="application/yaml", headers={"content-disposition": "attachment"})


routes = [Route("/take/{arm}.yaml", scenario)]
